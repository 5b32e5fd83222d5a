//! How long one document takes on a warm process. Budget: 300 ms for an invoice.
//!
//! Every iteration prints a different document: number, names, dates and amounts all change. Printing the same one
//! again would only measure the memory of the typesetter, which answers in a millisecond.
#![expect(missing_docs, reason = "criterion's macro writes the entry point")]

#[path = "../tests/it/samples.rs"]
mod samples;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use platform::documents::DocumentData;

/// The same document with a mark in every text long enough to be a value, figures included.
fn different(data: &DocumentData, mark: u32) -> DocumentData {
    let mut json = serde_json::to_value(data).unwrap();
    fn visit(value: &mut serde_json::Value, key: &str, mark: u32) {
        match value {
            serde_json::Value::String(text) => {
                if !["lang", "kind", "template", "standing", "created", "svg", "logo_svg"].contains(&key) {
                    text.push_str(&format!(" {mark}"));
                }
            }
            serde_json::Value::Array(all) => all.iter_mut().for_each(|item| visit(item, key, mark)),
            serde_json::Value::Object(all) => all.iter_mut().for_each(|(key, item)| visit(item, key, mark)),
            _ => {}
        }
    }
    visit(&mut json, "", mark);
    serde_json::from_value(json).unwrap()
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
