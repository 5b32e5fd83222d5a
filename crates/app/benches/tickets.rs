//! A page of 50 tickets out of 100,000, from the database alone and through the whole server, on each engine.
#![expect(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot start must stop; criterion writes the public items"
)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use desk::tickets::store::{self, Filter, Order, Reader};
use kernel::Scope;
use people::Role;
use platform::db::query;
use std::cell::RefCell;
use testkit::{TestApp, World, both};

/// Tickets of two beneficiaries, one in five still open, all received within ten years.
async fn fill(app: &TestApp, world: &World) {
    for (organisation, first, last) in [(&world.valmont, 1, 50_000), (&world.rochebrune, 50_001, 100_000)] {
        let requester = world.person_at(Role::Requester, &organisation.id);
        let insert = query(
            "insert into ticket (beneficiary_id, id, number, kind, is_administrative, title, description, channel, \
             requester_id, created_by_name, impact, urgency, priority, state, is_open, received_at, due_at, version, \
             created_at) \
             with recursive n (i) as (select cast($3 as bigint) union all select i + 1 from n where i < $4) \
             select $1, 't' || (1000000 + i), i, 'incident', false, 'Ticket', 'Texte', 'portal', $2, '', 'low', \
             'medium', 'P3', case when i % 5 = 0 then 'in_progress' else 'closed' end, i % 5 = 0, $5, $6, 1, $5 from n",
        );
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let (now, never): (jiff::Timestamp, jiff::Timestamp) =
            (app.platform.clock.now(), "9999-01-01T00:00:00Z".parse().unwrap());
        let insert =
            insert.bind(&organisation.id).bind(&requester.id).bind(first).bind(last).bind(now).bind(never);
        tx.execute(insert).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    tx.execute(query("analyze")).await.ok();
    tx.commit().await.ok();
}

fn pages(criterion: &mut Criterion) {
    let criterion = RefCell::new(criterion);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(both(async |app: TestApp| {
        let world = World::new(&app).await;
        fill(&app, &world).await;
        let client = app.client_of(world.person(Role::Technician)).await;
        let engine = format!("{:?}", app.platform.db.engine());
        let mut criterion = criterion.borrow_mut();
        let mut group = criterion.benchmark_group("page of 50 of 100,000");
        for (name, role, order) in [
            ("all by due", Role::Technician, Order::Due),
            ("all newest", Role::Technician, Order::Newest),
            ("one body by due", Role::Officer, Order::Due),
            ("one body newest", Role::Officer, Order::Newest),
        ] {
            let ctx = world.ctx(&app, role);
            let filter = Filter { order, ..Filter::default() };
            group.bench_function(BenchmarkId::new(name, &engine), |bencher| {
                bencher.iter(|| {
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(async {
                            let mut tx = ctx.read().await.unwrap();
                            let page =
                                store::agents_page(&mut tx, &Reader::of(&ctx.actor), &filter).await.unwrap();
                            assert_eq!(page.len(), 51);
                        });
                    });
                });
            });
        }
        group.bench_function(BenchmarkId::new("GET /tickets", &engine), |bencher| {
            bencher.iter(|| {
                let mut client = client.clone();
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(async {
                        assert_eq!(client.get("/tickets").await.status, 200);
                    });
                });
            });
        });
        group.finish();
    }));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = pages
}
criterion_main!(benches);
