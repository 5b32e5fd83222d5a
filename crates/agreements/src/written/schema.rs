//! The JSON Schema (draft 2020-12) of a written file, made from its types: editors complete and check with it,
//! and the checker walks it.

use serde_json::Value;

/// A node of a schema: what it asks for, and the whole schema that its references name.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    root: &'static Value,
    node: &'static Value,
}

/// What a schema node asks for.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A table with known keys.
    Table(Schema),
    /// A list of the given shape.
    List(Schema),
    /// One of the listed words.
    Word(Schema),
    /// A text of the given format, which may be written as a number when the flag says so.
    Text {
        /// `date`, `decimal`, `euros`, `year-month`, `clock-time` or empty.
        format: &'static str,
        /// Whether a bare number is one.
        or_number: bool,
    },
    /// A whole number between two bounds.
    Integer(i64, i64),
    /// True or false.
    Boolean,
    /// Anything.
    Any,
}

impl Schema {
    /// A whole schema.
    pub fn new(root: &'static Value) -> Self {
        Self { root, node: root }
    }

    fn at(self, node: &'static Value) -> Self {
        Self { node, ..self }
    }

    /// The keys a table may have.
    pub fn properties(self) -> impl Iterator<Item = (&'static str, Self)> {
        let properties = self.resolved().as_object().and_then(|node| node.get("properties")?.as_object());
        properties.into_iter().flatten().map(move |(key, node)| (key.as_str(), self.at(node)))
    }

    /// The shape of one key of a table.
    #[must_use]
    pub fn property(self, key: &str) -> Self {
        self.at(&self.resolved()["properties"][key])
    }

    /// The keys a table must have.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        self.resolved()["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    /// Follows references and the null branch of optional values down to what is really asked for.
    fn resolved(self) -> &'static Value {
        if let Some(name) = self.node["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.at(&self.root["$defs"][name]).resolved();
        }
        let branches = self.node["anyOf"].as_array();
        match branches.and_then(|all| all.iter().find(|branch| branch["type"] != "null")) {
            Some(branch) => self.at(branch).resolved(),
            None => self.node,
        }
    }

    /// Reads what the node asks for.
    pub fn shape(self) -> Shape {
        let node = self.resolved();
        let types: Vec<&str> = match &node["type"] {
            Value::String(one) => vec![one],
            Value::Array(many) => many.iter().filter_map(Value::as_str).filter(|t| *t != "null").collect(),
            _ => vec![],
        };
        if node["oneOf"].is_array() || node["enum"].is_array() {
            return Shape::Word(self.at(node));
        }
        match types.as_slice() {
            ["object"] => Shape::Table(self.at(node)),
            ["array"] => Shape::List(self.at(&node["items"])),
            ["integer"] => integer(node),
            ["boolean"] => Shape::Boolean,
            all if all.contains(&"string") => Shape::Text {
                format: node["format"].as_str().unwrap_or_default(),
                or_number: all.contains(&"number"),
            },
            _ => Shape::Any,
        }
    }

    /// The words that a node of shape [`Shape::Word`] accepts.
    pub fn words(self) -> Vec<&'static str> {
        let node = self.resolved();
        let listed = node["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let branches = node["oneOf"].as_array().into_iter().flatten();
        let described = branches.flat_map(|branch| {
            let one = branch["const"].as_str().into_iter();
            one.chain(branch["enum"].as_array().into_iter().flatten().filter_map(Value::as_str))
        });
        listed.chain(described).collect()
    }

    /// A line to copy that gives `key` a plausible value of the right form, such as `start = 2022-01-01`.
    pub(super) fn example(self, parent: &str, key: &str) -> String {
        let section = if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") };
        match self.shape() {
            Shape::Table(_) => format!("[{section}]"),
            Shape::List(items) if matches!(items.shape(), Shape::Table(_)) => format!("[[{section}]]"),
            _ => format!("{key} = {}", self.example_value()),
        }
    }

    fn example_value(self) -> String {
        match self.shape() {
            Shape::Table(_) => "{ }".to_owned(),
            Shape::List(items) => format!("[{}]", items.example_value()),
            Shape::Word(word) => format!("\"{}\"", word.words().first().unwrap_or(&"")),
            Shape::Text { format, .. } => match format {
                "date" => "2022-01-01",
                "decimal" => "0.5",
                "euros" => "1050.00",
                "year-month" => "\"2022-06\"",
                "clock-time" => "\"08:00\"",
                _ => "\"…\"",
            }
            .to_owned(),
            Shape::Integer(low, _) => low.max(1).to_string(),
            Shape::Boolean => "false".to_owned(),
            Shape::Any => "\"…\"".to_owned(),
        }
    }
}

fn integer(node: &'static Value) -> Shape {
    let bounds = if node["format"] == "int16" { (-32_768, 32_767) } else { (i64::MIN, i64::MAX) };
    let (low, high) = match node["format"].as_str() {
        Some("uint32") => (0, i64::from(u32::MAX)),
        _ => bounds,
    };
    let low = node["minimum"].as_i64().unwrap_or(low).max(low);
    Shape::Integer(low, node["maximum"].as_i64().unwrap_or(high))
}
