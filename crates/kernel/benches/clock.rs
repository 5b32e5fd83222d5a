//! How fast the service clock answers. Kept above a million `due` a second on one core.

use criterion::{Criterion, Throughput};
use jiff::Timestamp;
use kernel::{ServiceClock, ServiceWindow, TimeOfDay, Zone};
use std::hint::black_box;

const QUESTIONS: u64 = 1_000;

fn agreement_window() -> Option<ServiceWindow> {
    ServiceWindow::weekdays(TimeOfDay::new(8, 0)?, TimeOfDay::new(18, 0)?, Zone::Metropole).ok()
}

/// Instants spread over 2022 to 2027 with delays up to 200 open hours, the same at every run.
fn questions() -> Vec<(Timestamp, i64)> {
    let spread = |n: i64, range: i64| (n * 7_919 * 104_729).rem_euclid(range);
    (0..1_000)
        .filter_map(|n| {
            let from = Timestamp::from_second(1_640_995_200 + spread(n, 189_000_000)).ok()?;
            Some((from, spread(n + 17, 720_000)))
        })
        .collect()
}

fn main() {
    let Some(window) = agreement_window() else { return };
    let mut criterion = Criterion::default().configure_from_args();
    let clock = ServiceClock::new(window.clone());
    let questions = questions();
    let mut group = criterion.benchmark_group("clock");
    group.throughput(Throughput::Elements(QUESTIONS));
    group.bench_function("due", |bench| {
        bench.iter(|| {
            for (from, seconds) in &questions {
                black_box(clock.due(black_box(*from), *seconds)).ok();
            }
        });
    });
    group.bench_function("elapsed", |bench| {
        bench.iter(|| {
            for pair in questions.windows(2) {
                let (from, to) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
                black_box(clock.elapsed(from, black_box(to)));
            }
        });
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("prepare 2015 to 2045", |bench| {
        bench.iter(|| ServiceClock::new(black_box(window.clone())));
    });
    group.bench_function("due 8000 years ahead", |bench| {
        let from = questions[0].0;
        bench.iter(|| black_box(clock.due(black_box(from), 60_000_000_000)));
    });
    group.finish();
    criterion.final_summary();
}
