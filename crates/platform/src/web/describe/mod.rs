//! What a handler takes and gives, read from its own signature: the source of the interface's description.
//!
//! There is no second list. [`super::Routes`] keeps with each route a function that knows the types of its handler;
//! whoever publishes the interface calls it. See `docs/decisions/0025-interface-described-by-signatures.md`.

mod answers;
mod asks;

pub use answers::{Answered, Answers, Created, NoContent, Versioned};
pub use asks::{Asks, Header, IdempotencyKey, IfMatch};

use schemars::{
    JsonSchema,
    generate::{Contract, SchemaGenerator, SchemaSettings},
};
use serde_json::{Map, Value};

/// Where the named schemas stand in the document.
const DEFINITIONS: &str = "/components/schemas";

/// One operation as its handler's types tell it.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// Path of the handler in the program: `desk::tickets::api::create`.
    pub handler: &'static str,
    /// Schema of the path's parameters: an object by name, a list in their order, or the only one.
    pub path: Option<Value>,
    /// Schema of the query, an object.
    pub query: Option<Value>,
    /// Headers that mean something.
    pub headers: Vec<Header>,
    /// Media type and schema of the body.
    pub body: Option<(&'static str, Value)>,
    /// What comes back when all goes well.
    pub answer: Answered,
}

/// Makes the schemas of one document. What is asked is written where it is asked; what is given is named once.
pub struct Schemas {
    asked: SchemaGenerator,
    given: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let generator = |contract: Contract, inline: bool| {
            let settings = SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = DEFINITIONS.into();
                settings.inline_subschemas = inline;
                settings.contract = contract;
            });
            settings.into_generator()
        };
        Self { asked: generator(Contract::Deserialize, true), given: generator(Contract::Serialize, false) }
    }
}

impl Schemas {
    /// How a value is sent to us.
    pub fn asked<T: JsonSchema>(&mut self) -> Value {
        self.asked.subschema_for::<T>().to_value()
    }

    /// How a value comes back: a reference to its named schema, or the schema itself.
    pub fn given<T: JsonSchema>(&mut self) -> Value {
        self.given.subschema_for::<T>().to_value()
    }

    /// The named schemas that the others refer to.
    pub fn named(&mut self) -> Map<String, Value> {
        let mut named = self.asked.take_definitions(true);
        named.extend(self.given.take_definitions(true));
        named
    }
}

/// A handler whose parameters and answer are known by their types. `T` is the same tuple as in axum's own trait of
/// handlers: a marker, then the types of the parameters.
pub trait Described<T> {
    /// What the handler takes and gives.
    fn describe(schemas: &mut Schemas) -> Operation;
}

macro_rules! described {
    ($($taken:ident),*) => {
        impl<F, Fut, Given, M, $($taken,)*> Described<(M, $($taken,)*)> for F
        where
            F: FnOnce($($taken),*) -> Fut,
            Fut: Future<Output = Given>,
            Given: Answers,
            $($taken: Asks,)*
        {
            fn describe(schemas: &mut Schemas) -> Operation {
                let mut operation = Operation {
                    handler: std::any::type_name::<F>(),
                    answer: Given::answers(schemas),
                    ..Operation::default()
                };
                let asks: &[fn(&mut Schemas, &mut Operation)] = &[$(<$taken as Asks>::asks),*];
                for ask in asks {
                    ask(schemas, &mut operation);
                }
                operation
            }
        }
    };
}

described!();
described!(A);
described!(A, B);
described!(A, B, C);
described!(A, B, C, D);
described!(A, B, C, D, E);
described!(A, B, C, D, E, G);
described!(A, B, C, D, E, G, H);
