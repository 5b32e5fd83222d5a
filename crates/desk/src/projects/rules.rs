//! Decisions about projects: what is typed well, what is late, how grave a risk is. Pure.

use super::{
    DecisionForm, ProjectForm, ProjectState, Risk, RiskForm, Step, StepForm, StepKind, Weather, WeatherForm,
};
use jiff::{Unit, civil::Date};
use kernel::Text;
use platform::{
    Problems,
    typed::{chosen, day, maybe_day, needed, ordered, read},
    web::components::Tone,
};

/// Longest name in characters.
pub const NAME: usize = 120;
/// Longest sentence in characters.
pub const SENTENCE: usize = 240;
/// Longest text in characters.
pub const TEXT: usize = 4_000;
/// Most steps, risks or decisions of one project.
pub const PARTS: usize = 200;

/// How a step stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done on the agreed day or before, or so many days after it.
    Done(i64),
    /// Its foreseen day has passed by so many days.
    Late(i64),
    /// Foreseen so many days after the agreed day.
    Slipping(i64),
    /// As agreed, or sooner.
    OnTime,
}

/// How a step stands. Days of lateness are calendar days.
pub fn standing(step: &Step, today: Date) -> Standing {
    let after = |later: Date, earlier: Date| days(earlier, later).max(0);
    match step.done_on {
        Some(done) => Standing::Done(after(done, step.planned_on)),
        None if step.forecast_on < today => Standing::Late(after(today, step.forecast_on)),
        None if step.forecast_on > step.planned_on => {
            Standing::Slipping(after(step.forecast_on, step.planned_on))
        }
        None => Standing::OnTime,
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Whether a project of that state can be late at all.
pub fn is_open(state: ProjectState) -> bool {
    matches!(state, ProjectState::Planned | ProjectState::Running | ProjectState::OnHold)
}

/// The next step that is not done, by its foreseen day.
pub fn next(steps: &[Step]) -> Option<&Step> {
    steps.iter().filter(|step| step.done_on.is_none()).min_by_key(|step| (step.forecast_on, step.id.as_str()))
}

/// How many steps should have been done.
pub fn late(steps: &[Step], today: Date) -> usize {
    steps.iter().filter(|step| matches!(standing(step, today), Standing::Late(_))).count()
}

/// The last day foreseen: that of the last step, or the one agreed without any.
pub fn end(ends_on: Option<Date>, steps: &[Step]) -> Option<Date> {
    steps.iter().map(|step| step.done_on.unwrap_or(step.forecast_on)).max().or(ends_on)
}

/// Steps done, and all.
pub fn progress(steps: &[Step]) -> (usize, usize) {
    (steps.iter().filter(|step| step.done_on.is_some()).count(), steps.len())
}

/// Probability by impact, from 1 to 16.
pub fn severity(risk: &Risk) -> i64 {
    risk.probability * risk.impact
}

/// What a severity means: grave from 9 on, to be watched from 4 on.
pub fn severity_tone(severity: i64) -> Tone {
    match severity {
        9.. => Tone::Bad,
        4..=8 => Tone::Warning,
        _ => Tone::Neutral,
    }
}

/// What a form of a project states well.
pub struct Stated {
    /// Where it stands.
    pub state: ProjectState,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day agreed.
    pub ends_on: Option<Date>,
}

/// Reads the form of a project.
pub fn project(form: &ProjectForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", &form.name, NAME);
    needed(&mut problems, "aim", &form.aim, TEXT);
    needed(&mut problems, "sponsor", &form.sponsor, NAME);
    let state = chosen(&mut problems, "state", ProjectState::parse(&form.state));
    let starts_on = maybe_day(&mut problems, "starts_on", &form.starts_on);
    let ends_on = maybe_day(&mut problems, "ends_on", &form.ends_on);
    ordered(&mut problems, "ends_on", starts_on, ends_on);
    read(problems, state).map(|state| Stated { state, starts_on, ends_on })
}

/// Reads how a project goes. Anything but fair weather says why.
pub fn weather(form: &WeatherForm) -> Result<Weather, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "says", &form.says, SENTENCE);
    let weather = chosen(&mut problems, "weather", Weather::parse(&form.weather));
    read(problems, weather)
}

/// What a form of a step states well.
pub struct StatedStep {
    /// Whether it lasts.
    pub kind: StepKind,
    /// First day of a phase.
    pub starts_on: Option<Date>,
    /// The day agreed.
    pub planned_on: Date,
    /// The day foreseen.
    pub forecast_on: Date,
    /// The day on which it was done.
    pub done_on: Option<Date>,
}

/// Reads the form of a step. Nothing is done in the future.
pub fn step(form: &StepForm, today: Date) -> Result<StatedStep, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", &form.name, NAME);
    let kind = chosen(&mut problems, "kind", StepKind::parse(&form.kind));
    let starts_on = maybe_day(&mut problems, "starts_on", &form.starts_on);
    let planned_on = day(&mut problems, "planned_on", &form.planned_on);
    let forecast_on = maybe_day(&mut problems, "forecast_on", &form.forecast_on).or(planned_on);
    let done_on = maybe_day(&mut problems, "done_on", &form.done_on);
    if kind == Some(StepKind::Phase) && form.starts_on.trim().is_empty() {
        problems.add("starts_on", Text::new("project-error-phase"));
    }
    ordered(&mut problems, "planned_on", starts_on, planned_on);
    if done_on.is_some_and(|done| done > today) {
        problems.add("done_on", Text::new("project-error-future"));
    }
    let starts_on = starts_on.filter(|_| kind == Some(StepKind::Phase));
    let days = planned_on.zip(forecast_on);
    read(problems, kind.zip(days)).map(|(kind, (planned_on, forecast_on))| StatedStep {
        kind,
        starts_on,
        planned_on,
        forecast_on,
        done_on,
    })
}

/// Reads the form of a risk: probability and impact.
pub fn risk(form: &RiskForm) -> Result<(i64, i64), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "what", &form.what, SENTENCE);
    needed(&mut problems, "owner", &form.owner, NAME);
    needed(&mut problems, "response", &form.response, TEXT);
    let degree = |text: &str| text.trim().parse::<i64>().ok().filter(|degree| (1..=4).contains(degree));
    let probability = chosen(&mut problems, "probability", degree(&form.probability));
    let impact = chosen(&mut problems, "impact", degree(&form.impact));
    read(problems, probability.zip(impact))
}

/// Reads the form of a decision: its day. Nothing is decided in the future.
pub fn decision(form: &DecisionForm, today: Date) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "decision", &form.decision, TEXT);
    needed(&mut problems, "decided_by", &form.decided_by, NAME);
    let day = match form.decided_on.trim() {
        "" => Some(today),
        _ => maybe_day(&mut problems, "decided_on", &form.decided_on),
    };
    if day.is_some_and(|day| day > today) {
        problems.add("decided_on", Text::new("project-error-future"));
    }
    read(problems, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn step_of(planned: Date, forecast: Date, done: Option<Date>) -> Step {
        Step {
            id: "1".into(),
            project: "p".into(),
            kind: StepKind::Milestone,
            name: "Recette".into(),
            starts_on: None,
            planned_on: planned,
            forecast_on: forecast,
            done_on: done,
            version: 1,
        }
    }

    #[test]
    fn a_step_is_late_the_day_after_its_foreseen_day() {
        let (planned, today) = (date(2026, 3, 10), date(2026, 3, 12));
        let cases = [
            (step_of(planned, date(2026, 3, 12), None), Standing::Slipping(2)),
            (step_of(planned, date(2026, 3, 11), None), Standing::Late(1)),
            (step_of(planned, planned, None), Standing::Late(2)),
            (step_of(date(2026, 4, 1), date(2026, 4, 1), None), Standing::OnTime),
            (step_of(date(2026, 4, 1), date(2026, 3, 20), None), Standing::OnTime),
            (step_of(planned, planned, Some(date(2026, 3, 9))), Standing::Done(0)),
            (step_of(planned, date(2026, 3, 20), Some(date(2026, 3, 11))), Standing::Done(1)),
        ];
        for (step, expected) in &cases {
            assert_eq!(standing(step, today), *expected, "{step:?}");
        }
        let steps: Vec<Step> = cases.iter().map(|(step, _)| step.clone()).collect();
        assert_eq!((late(&steps, today), progress(&steps)), (2, (2, 7)));
        assert_eq!(next(&steps).map(|step| step.forecast_on), Some(planned));
        assert_eq!(end(None, &steps), Some(date(2026, 4, 1)));
        assert_eq!(end(Some(planned), &[]), Some(planned));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
            read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
        }
        let today = date(2026, 3, 12);
        let good = ProjectForm {
            name: "Wi-Fi".into(),
            aim: "Couvrir".into(),
            sponsor: "La directrice".into(),
            state: "running".into(),
            ..ProjectForm::default()
        };
        assert!(wrong(project(&good)).is_empty());
        let backwards = ProjectForm { starts_on: "2026-03-02".into(), ends_on: "2026-03-01".into(), ..good };
        assert_eq!(wrong(project(&backwards)), ["ends_on"]);
        assert_eq!(wrong(project(&ProjectForm::default())), ["name", "aim", "sponsor", "state"]);
        let phase = StepForm {
            kind: "phase".into(),
            name: "Étude".into(),
            planned_on: "2026-03-10".into(),
            done_on: "2026-03-13".into(),
            ..StepForm::default()
        };
        assert_eq!(wrong(step(&phase, today)), ["starts_on", "done_on"]);
        let milestone = StepForm { kind: "milestone".into(), done_on: String::new(), ..phase };
        let read = step(&milestone, today).unwrap_or_else(|_| panic!("refused"));
        assert_eq!((read.forecast_on, read.done_on), (date(2026, 3, 10), None));
        let risky = |probability: &str, impact: &str| RiskForm {
            what: "Retard".into(),
            owner: "Théo".into(),
            response: "Relancer".into(),
            probability: probability.into(),
            impact: impact.into(),
            ..RiskForm::default()
        };
        assert_eq!(wrong(risk(&risky("0", "5"))), ["probability", "impact"]);
        assert_eq!(risk(&risky("2", "4")).ok(), Some((2, 4)));
        let late = DecisionForm { decided_on: "2026-03-13".into(), ..DecisionForm::default() };
        assert_eq!(wrong(decision(&late, today)).len(), 3);
        assert_eq!(
            wrong(weather(&WeatherForm { weather: "fair".into(), says: "x".repeat(SENTENCE + 1) })),
            ["says"]
        );
    }

    proptest! {
        #[test]
        fn hostile_forms_never_crash(text in "\\PC{0,30}", day in "[0-9-]{0,12}") {
            let form = StepForm {
                kind: text.clone(), name: text, starts_on: day.clone(), planned_on: day.clone(), forecast_on: day.clone(),
                done_on: day, version: 0,
            };
            drop(step(&form, date(2026, 3, 12)));
        }
    }
}
