//! How long one document takes on a warm process. Budget: 300 ms for an invoice.
//!
//! Every iteration prints a different document: number, names, dates and amounts all change. Printing the same one
//! again would only measure the memory of the typesetter, which answers in a millisecond.
#![expect(missing_docs, reason = "criterion's macro writes the entry point")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

#[path = "../tests/it/samples.rs"]
mod samples;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use platform::documents::DocumentData;
use serde_json::Value;

/// What must keep its value for the document to stay one.
const FIXED: [&str; 7] = ["lang", "kind", "template", "standing", "created", "svg", "logo_svg"];

/// The same document with a mark after every text.
fn different(data: &DocumentData, mark: u32) -> DocumentData {
    let mut json = serde_json::to_value(data).unwrap();
    write_mark(&mut json, "", &format!(" {mark}"));
    serde_json::from_value(json).unwrap()
}

fn write_mark(value: &mut Value, key: &str, mark: &str) {
    match value {
        Value::String(text) if !FIXED.contains(&key) => text.push_str(mark),
        Value::Array(all) => all.iter_mut().for_each(|item| write_mark(item, key, mark)),
        Value::Object(all) => all.iter_mut().for_each(|(key, item)| write_mark(item, key, mark)),
        _ => {}
    }
}

fn documents(c: &mut Criterion) {
    let mut mark = 1_000;
    for (name, data) in samples::all() {
        c.bench_function(name, |bencher| {
            bencher.iter_batched(
                || {
                    mark += 1;
                    different(&data, mark)
                },
                |data| documents::render(&data).unwrap().len(),
                BatchSize::PerIteration,
            );
        });
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = documents }
criterion_main!(benches);
