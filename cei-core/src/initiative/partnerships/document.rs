//! The form of a `cei.partnerships/1` document.

use crate::assessment::{Evidence, Subject};
use crate::reading::{choice, document, tag};
use crate::rubric::RubricRef;
use crate::values::{Date, Extensions, Id, LanguageTag, Line, Text, is_absent};

tag! {
    /// The `format` of a document of partnerships.
    pub struct PartnershipsFormat = "cei.partnerships/1"
}

choice! {
    /// What kind of partner. The words are the source's.
    pub enum PartnerKind {
        /// Residents of the area, voters and nonvoters.
        Residents = "residents",
        /// A group of the neighborhood.
        NeighborhoodGroup = "neighborhood_group",
        /// A nonprofit.
        Nonprofit = "nonprofit",
        /// A community-based organization.
        CommunityBasedOrganization = "community_based_organization",
        /// A group that organizes people.
        CommunityOrganizingGroup = "community_organizing_group",
        /// A faith-based group or organization.
        FaithBased = "faith_based",
        /// An institution of higher education.
        HigherEducation = "higher_education",
        /// A public agency.
        PublicAgency = "public_agency",
        /// An agency of local government.
        LocalGovernment = "local_government",
        /// A union.
        Union = "union",
        /// An elected official.
        ElectedOfficial = "elected_official",
        /// A business.
        Business = "business",
        /// A foundation.
        Foundation = "foundation",
    }

    /// What kind of resource. The first five are the community resources that the source names, the others what removes
    /// a barrier to taking part.
    pub enum ResourceKind {
        /// Academics.
        Academics = "academics",
        /// Health and social services.
        HealthAndSocialServices = "health_and_social_services",
        /// Youth and community development.
        YouthAndCommunityDevelopment = "youth_and_community_development",
        /// Early learning and care.
        EarlyLearningAndCare = "early_learning_and_care",
        /// Expanded learning.
        ExpandedLearning = "expanded_learning",
        /// Child care.
        ChildCare = "child_care",
        /// Transport.
        Transport = "transport",
        /// A place to meet.
        MeetingSpace = "meeting_space",
    }

    /// What kind of need. The words are the source's.
    pub enum NeedKind {
        /// Academic.
        Academic = "academic",
        /// Social-emotional.
        SocialEmotional = "social_emotional",
        /// Health.
        Health = "health",
        /// Financial.
        Financial = "financial",
    }

    /// Who coordinates partnerships.
    pub enum CoordinatedBy {
        /// A designated point person.
        PointPerson = "point_person",
        /// A team for the whole district.
        DistrictTeam = "district_team",
        /// A team at each school.
        SiteTeams = "site_teams",
    }

    /// What was found in a landscape analysis.
    pub enum AssetKind {
        /// A gift: what someone can and likes to give.
        Gift = "gift",
        /// A strength.
        Strength = "strength",
        /// A support that helps the community thrive.
        Support = "support",
    }

    /// Whose gift, strength or support it is.
    pub enum AssetOf {
        /// Families.
        Families = "families",
        /// The community.
        Community = "community",
        /// Students.
        Students = "students",
    }

    /// By what way community members come to take part.
    pub enum ChannelKind {
        /// A group that organizes people, apart from the district.
        OrganizingGroup = "organizing_group",
        /// A school site council.
        SchoolSiteCouncil = "school_site_council",
        /// A convening of the district for the community.
        CommunityConvening = "community_convening",
        /// An advisory committee.
        AdvisoryCommittee = "advisory_committee",
        /// A way that is open online.
        Online = "online",
    }
}

document! {
    /// Who is there for the students and families of a place, what they can give, what is needed, and how they work
    /// together.
    pub struct Partnerships {
        /// `cei.partnerships/1`.
        format: PartnershipsFormat,
        /// Which document.
        id: Id,
        /// The language of texts that are plain strings.
        #[serde(default)]
        language: LanguageTag = LanguageTag::english(),
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        title: Option<Text>,
        /// Whose groups are named; `cei-self-assessment` 2023.1 without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        rubric: Option<RubricRef>,
        /// Whose partnerships.
        #[serde(default, skip_serializing_if = "is_absent")]
        subject: Option<Subject>,
        /// The schools; what names no school is for all of them.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<PartnerSite> = Default::default(),
        /// Who coordinates programs and evaluation.
        #[serde(default, skip_serializing_if = "is_absent")]
        coordination: Vec<Coordination> = Default::default(),
        /// Joint looks at the gifts, strengths and supports of the community, the earliest first.
        #[serde(default, skip_serializing_if = "is_absent")]
        landscape: Vec<Landscape> = Default::default(),
        /// The partners.
        #[serde(default, skip_serializing_if = "is_absent")]
        partners: Vec<CommunityPartner> = Default::default(),
        /// What partners can give.
        #[serde(default, skip_serializing_if = "is_absent")]
        resources: Vec<CommunityResource> = Default::default(),
        /// What families, students and the community have.
        #[serde(default, skip_serializing_if = "is_absent")]
        assets: Vec<Asset> = Default::default(),
        /// What students and families need.
        #[serde(default, skip_serializing_if = "is_absent")]
        needs: Vec<Need> = Default::default(),
        /// How the school or district and a partner work together.
        #[serde(default, skip_serializing_if = "is_absent")]
        links: Vec<Link> = Default::default(),
        /// By what ways community members come to take part.
        #[serde(default, skip_serializing_if = "is_absent")]
        channels: Vec<Channel> = Default::default(),
        /// What a user adds.
        #[serde(default, skip_serializing_if = "is_absent")]
        extensions: Extensions = Default::default(),
    }

    /// A school.
    pub struct PartnerSite {
        /// Which school.
        id: Id,
        /// Its name.
        #[serde(default, skip_serializing_if = "is_absent")]
        name: Option<Text>,
    }

    /// Who coordinates: a role, not a name.
    pub struct Coordination {
        /// A person, a team, or a team at each school.
        by: CoordinatedBy,
        /// What the role is called.
        role: Text,
        /// The schools it is for; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// Its first day.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// Its last day.
        #[serde(default, skip_serializing_if = "is_absent")]
        until: Option<Date>,
    }

    /// A joint look at the community.
    pub struct Landscape {
        /// Its day.
        date: Date,
        /// The partners who looked.
        #[serde(default, skip_serializing_if = "is_absent")]
        partners: Vec<Id> = Default::default(),
        /// The constituent groups who looked.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: Vec<Id> = Default::default(),
        /// What was found.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The day on which what was found was shared with the community.
        #[serde(default, skip_serializing_if = "is_absent")]
        shared: Option<Date>,
    }

    /// A partner.
    pub struct CommunityPartner {
        /// Which partner.
        id: Id,
        /// Its name.
        name: Text,
        /// What kind.
        kind: PartnerKind,
    }

    /// Something that a partner can give.
    pub struct CommunityResource {
        /// Which resource.
        id: Id,
        /// Whose it is.
        partner: Id,
        /// What kind.
        kind: ResourceKind,
        /// What it is.
        title: Text,
        /// The needs it answers.
        #[serde(default, skip_serializing_if = "is_absent")]
        needs: Vec<Id> = Default::default(),
        /// The schools it is for; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// The first day it is used; not used yet without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// The last day it is used.
        #[serde(default, skip_serializing_if = "is_absent")]
        until: Option<Date>,
    }

    /// Something that families, students or the community have.
    pub struct Asset {
        /// Which one.
        id: Id,
        /// A gift, a strength or a support.
        kind: AssetKind,
        /// Whose it is.
        of: AssetOf,
        /// What it is.
        title: Text,
        /// The needs it answers.
        #[serde(default, skip_serializing_if = "is_absent")]
        needs: Vec<Id> = Default::default(),
        /// The schools it is for; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// The first day it is drawn on; not drawn on yet without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// The last day it is drawn on.
        #[serde(default, skip_serializing_if = "is_absent")]
        until: Option<Date>,
    }

    /// Something that students and families need.
    pub struct Need {
        /// Which need.
        id: Id,
        /// What kind.
        kind: NeedKind,
        /// What it is.
        title: Text,
        /// The constituent groups who need it.
        #[serde(default, skip_serializing_if = "is_absent")]
        groups: Vec<Id> = Default::default(),
        /// The schools where it is needed; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// What shows it.
        #[serde(default, skip_serializing_if = "is_absent")]
        evidence: Vec<Evidence> = Default::default(),
        /// The last day on which families and partners talked about it.
        #[serde(default, skip_serializing_if = "is_absent")]
        discussed: Option<Date>,
    }

    /// How the school or district and a partner work together.
    pub struct Link {
        /// With whom.
        partner: Id,
        /// What it is for.
        #[serde(default, skip_serializing_if = "is_absent")]
        purpose: Option<Text>,
        /// The vision they share.
        #[serde(default, skip_serializing_if = "is_absent")]
        vision: Option<Vision>,
        /// When they planned together.
        #[serde(default, skip_serializing_if = "is_absent")]
        planning: Vec<JointPlanning> = Default::default(),
        /// When they evaluated their work.
        #[serde(default, skip_serializing_if = "is_absent")]
        evaluations: Vec<Evaluation> = Default::default(),
        /// What the school or district gives.
        #[serde(default, skip_serializing_if = "is_absent")]
        school_gives: Vec<Text> = Default::default(),
        /// What the partner gives.
        #[serde(default, skip_serializing_if = "is_absent")]
        partner_gives: Vec<Text> = Default::default(),
    }

    /// A vision that two sides share.
    pub struct Vision {
        /// The day they agreed on it.
        date: Date,
        /// What it says.
        text: Text,
    }

    /// A day of planning together.
    pub struct JointPlanning {
        /// The day.
        date: Date,
        /// What was planned.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The goal of the district's or school's plan it is aligned to, as that plan numbers it.
        #[serde(default, skip_serializing_if = "is_absent")]
        goal: Option<Line>,
    }

    /// An evaluation of the work together.
    pub struct Evaluation {
        /// The day.
        date: Date,
        /// What was found.
        #[serde(default, skip_serializing_if = "is_absent")]
        text: Option<Text>,
        /// The day on which what was found was shared with families and partners.
        #[serde(default, skip_serializing_if = "is_absent")]
        shared: Option<Date>,
    }

    /// A way by which community members come to take part.
    pub struct Channel {
        /// Which way.
        id: Id,
        /// What kind.
        kind: ChannelKind,
        /// What it is called.
        title: Text,
        /// Whether it works independently of the district.
        #[serde(default)]
        independent: bool = Default::default(),
        /// Whether members take part in decisions by it.
        #[serde(default)]
        decides: bool = Default::default(),
        /// The schools it is for; all of them without it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites: Vec<Id> = Default::default(),
        /// The languages in which people can take part.
        #[serde(default, skip_serializing_if = "is_absent")]
        languages: Vec<LanguageTag> = Default::default(),
        /// Its first day.
        #[serde(default, skip_serializing_if = "is_absent")]
        from: Option<Date>,
        /// Its last day.
        #[serde(default, skip_serializing_if = "is_absent")]
        until: Option<Date>,
    }
}
