//! Partnerships with the community: who is there, what is needed, what is given, and what that shows.

mod check;
mod document;
mod evidence;
mod review;

pub use document::{
    Asset, AssetKind, AssetOf, Channel, ChannelKind, CommunityPartner, CommunityResource, CoordinatedBy, Coordination,
    Evaluation, JointPlanning, Landscape, Link, Need, NeedKind, PartnerKind, PartnerSite, Partnerships,
    PartnershipsFormat, ResourceKind, Vision,
};
pub use evidence::CompetencyEvidence;
pub use review::{
    ChannelsReview, CoordinationReview, Coverage, Giving, KindReview, LandscapeReview, NeedReview, NeedSource,
    PartnerKindReview, PartnerLinkReview, PartnershipsReview, PartnershipsReviewFormat, ResourceKindReview, SourceOf,
    UnusedGift,
};
