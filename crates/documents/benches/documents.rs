//! How long one document takes, first on a warm process. Budget: 300 ms for an invoice.
#![expect(missing_docs, reason = "criterion's macro writes the entry point")]

#[path = "../tests/it/samples.rs"]
mod samples;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn documents(c: &mut Criterion) {
    for (name, data) in samples::all() {
        c.bench_function(name, |bencher| {
            bencher.iter(|| documents::render(black_box(&data)).map(|pdf| pdf.len()));
        });
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = documents }
criterion_main!(benches);
