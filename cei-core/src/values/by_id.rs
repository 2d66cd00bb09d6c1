use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Absent, Id};

/// A JSON object whose keys are ids of the rubric; every id once, the order kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ById<T>(pub(crate) Vec<(Id, T)>);

impl<T> ById<T> {
    /// The value of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known.as_str() == id).map(|(_, value)| value)
    }

    /// Every id and value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Id, &T)> {
        self.0.iter().map(|(id, value)| (id, value))
    }
}

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Absent for ById<T> {
    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for ById<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ById<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for MapVisitor<T> {
            type Value = ById<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with ids as keys")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<ById<T>, A::Error> {
                let mut entries: Vec<(Id, T)> = Vec::new();
                let mut seen = HashSet::new();
                while let Some((id, value)) = map.next_entry::<Id, T>()? {
                    if !seen.insert(id.clone()) {
                        return Err(de::Error::custom("duplicate key"));
                    }
                    entries.push((id, value));
                }
                Ok(ById(entries))
            }
        }

        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}
