//! One description of a document's type gives its serde reader, its writer, its schema and its thorough reader.

/// Declares structs whose JSON form is their fields, in this order, and no others.
///
/// A field is optional where its type is an `Option`, or where it has a default as `name: Type = default`; both say the
/// same to serde in an attribute. An optional field may be `null`, which is as if it were left out.
macro_rules! document {
    // Some fields by name, and the number of each, from 0, as a constant of its name.
    (@numbers $($field:ident)*) => {
        #[allow(dead_code, clippy::enum_variant_names, non_camel_case_types, reason = "only their numbers are wanted")]
        enum Number { $( $field, )* }
        #[allow(dead_code, reason = "a document may have no fields")]
        struct Field;
        #[allow(dead_code, non_upper_case_globals, reason = "called as the field is")]
        impl Field {
            /// Their names.
            const ALL: &'static [&'static str] = &[$(stringify!($field)),*];
            $( const $field: u8 = Number::$field as u8; )*
        }
    };
    (@absent $Type:ty) => {
        $crate::reading::Read::absent().unwrap_or_else(<$Type as $crate::reading::Read>::unreadable)
    };
    (@absent $Type:ty, $default:expr) => { $default };
    (@is_required $Type:ty) => { <$Type as $crate::reading::Read>::IS_REQUIRED };
    (@is_required $Type:ty, $default:expr) => { false };
    (@read $place:expr, $value:ident, $reader:ident) => { $crate::reading::fill(&mut $place, $value, $reader) };
    (@read $place:expr, $value:ident, $reader:ident, $default:expr) => {
        $crate::reading::fill_unless_null(&mut $place, $value, $reader)
    };
    ($(
        $(#[$attribute:meta])*
        $visibility:vis struct $Name:ident {
            $( $(#[$field_attribute:meta])* $field:ident: $Type:ty $(= $default:expr)? ),* $(,)?
        }
    )*) => {$(
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        $(#[$attribute])*
        $visibility struct $Name {
            $( $(#[$field_attribute])* pub $field: $Type, )*
        }

        // Written out because a derived reader would also take an array of the fields' values.
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $Name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$Name, A::Error> {
                        document!(@numbers $($field)*);
                        $( let mut $field: Option<$Type> = None; )*
                        while let Some(number) = map.next_key_seed($crate::reading::OneOf(Field::ALL))? {
                            match number {
                                $( Field::$field => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field(stringify!($field)));
                                    }
                                    let value: $Type = map.next_value()?;
                                    if !$crate::reading::Read::is_carried(&value) {
                                        return Err(serde::de::Error::custom("whole number beyond 2^53 - 1"));
                                    }
                                    $field = Some(value);
                                } )*
                                _ => {}
                            }
                        }
                        Ok($Name {
                            $( $field: match $field
                                $( .or_else(|| Some($default)) )?
                                .or_else($crate::reading::Read::absent)
                            {
                                Some(value) => value,
                                None => return Err(serde::de::Error::missing_field(stringify!($field))),
                            }, )*
                        })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }

        impl $crate::reading::Read for $Name {
            #[allow(unused_mut, unused_variables, reason = "a document may have no fields")]
            fn read(raw: &serde_json::value::RawValue, reader: &mut $crate::reading::Reader) -> Self {
                document!(@numbers $($field)*);
                const REQUIRED: u64 = 0 $( | (document!(@is_required $Type $(, $default)?) as u64) << Field::$field )*;

                if !reader.is_object(raw) {
                    return $crate::reading::Read::unreadable();
                }
                let mut document = Self { $( $field: document!(@absent $Type $(, $default)?), )* };
                reader.fields(raw, Field::ALL, REQUIRED, &mut |reader, field, value| match field {
                    $( Field::$field => document!(@read document.$field, value, reader $(, $default)?), )*
                    _ => {}
                });
                document
            }

            fn unreadable() -> Self {
                Self { $( $field: <$Type as $crate::reading::Read>::unreadable(), )* }
            }
        }
    )*};
}

/// Declares an enum that is one of a few words in JSON.
macro_rules! choice {
    ($(
        $(#[$attribute:meta])*
        pub enum $Name:ident {
            $(#[$first_attribute:meta])* $First:ident = $first:literal
            $(, $(#[$variant_attribute:meta])* $Variant:ident = $word:literal )* $(,)?
        }
    )*) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $Name {
            $(#[$first_attribute])* #[serde(rename = $first)] $First,
            $( $(#[$variant_attribute])* #[serde(rename = $word)] $Variant, )*
        }

        impl $Name {
            /// Every one, in the order of the specification.
            pub const ALL: &'static [Self] = &[Self::$First $(, Self::$Variant)*];

            /// The word for it, as in JSON.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { Self::$First => $first, $( Self::$Variant => $word, )* }
            }

            /// The one of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $first => Some(Self::$First), $( $word => Some(Self::$Variant), )* _ => None }
            }
        }

        // Written out because a derived reader would also take `{"word":null}`.
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::values::deserialize_with(deserializer, "one of a few words", Self::from_name)
            }
        }

        impl $crate::reading::Read for $Name {
            fn read(raw: &serde_json::value::RawValue, reader: &mut $crate::reading::Reader) -> Self {
                let Some(text) = reader.string(raw) else { return $crate::reading::Read::unreadable() };
                Self::from_name(&text).unwrap_or_else(|| {
                    reader.invalid_value(&text, &[$first $(, $word)*]);
                    $crate::reading::Read::unreadable()
                })
            }

            fn unreadable() -> Self {
                Self::$First
            }
        }
    )*};
}

/// Declares the type of a `format` field, whose only value is `$word`.
macro_rules! tag {
    ($(#[$attribute:meta])* pub struct $Name:ident = $word:literal) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(inline))]
        pub enum $Name {
            #[doc = $word]
            #[default]
            #[serde(rename = $word)]
            Format,
        }

        impl $Name {
            /// The tag itself.
            pub const NAME: &'static str = $word;
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let format = |text: &str| (text == $word).then_some(Self::Format);
                $crate::values::deserialize_with(deserializer, $word, format)
            }
        }

        impl $crate::reading::Read for $Name {
            fn read(raw: &serde_json::value::RawValue, reader: &mut $crate::reading::Reader) -> Self {
                if let Some(text) = reader.string(raw)
                    && text != $word
                {
                    reader.unknown_format(&text, &[$word]);
                }
                Self::Format
            }

            fn unreadable() -> Self {
                Self::Format
            }
        }
    };
}

pub(crate) use {choice, document, tag};
