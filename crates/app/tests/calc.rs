//! `socle calc` as a person or a script meets it: the built binary, the worked vectors, the broken queries.

#![expect(clippy::unwrap_used, reason = "a test stops where the command is not as expected")]

use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn calc(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_socle"))
        .arg("calc")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const VECTORS: [(&str, &str); 8] = [
    ("revision", include_str!("vectors/revision.jsonl")),
    ("savings", include_str!("vectors/savings.jsonl")),
    ("simulation", include_str!("vectors/simulation.jsonl")),
    ("depreciation", include_str!("vectors/depreciation.jsonl")),
    ("exit", include_str!("vectors/exit.jsonl")),
    ("clock", include_str!("vectors/clock.jsonl")),
    ("availability", include_str!("vectors/availability.jsonl")),
    ("governance", include_str!("vectors/governance.jsonl")),
];

fn queries(vectors: &[Value]) -> String {
    vectors.iter().map(|vector| format!("{}\n", vector["query"])).collect()
}

#[test]
fn answers_every_worked_vector() {
    for (rule, file) in VECTORS {
        let vectors: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let output = calc(&[rule], &queries(&vectors));
        let answers = lines(&output);
        assert!(output.status.success(), "{rule}: {answers:#?}");
        assert_eq!(answers.len(), vectors.len(), "{rule}");
        for (vector, answer) in vectors.iter().zip(&answers) {
            for (key, expected) in vector["answer"].as_object().unwrap() {
                assert_eq!(&answer[key], expected, "{rule} {} {key} of {}", vector["rule"], vector["query"]);
            }
        }
    }
}

#[test]
fn explains_every_worked_vector_in_both_languages() {
    for (rule, file) in VECTORS {
        let vectors: Vec<Value> = file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for lang in ["fr", "en"] {
            let output = calc(&[rule, "--explain", "--lang", lang], &queries(&vectors));
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "{text}");
            assert_eq!(text.matches(", art. ").count() + text.matches(", annexe ").count(), vectors.len());
            // A key without a message shows itself.
            for prefix in
                ["revision-", "savings-", "depreciation-", "exit-", "calc-", "availability-", "committees-"]
            {
                assert!(!text.contains(prefix), "{rule} {lang} shows a key {prefix}\n{text}");
            }
        }
    }
}

#[test]
fn reads_lines_a_document_over_several_lines_and_an_array() {
    let query = json!({"p0": "1050.00", "s0": "284.7", "sm": "300.7", "reading": "B"});
    let pretty = serde_json::to_string_pretty(&query).unwrap();
    let array = serde_json::to_string_pretty(&json!([query, query, query])).unwrap();
    for input in [format!("{query}\n{query}\r\n\n{query}"), format!("{pretty}\n{pretty}\n\n{query}"), array] {
        let output = calc(&["revision"], &input);
        let prices: Vec<Value> = lines(&output).iter().map(|answer| answer["price"].clone()).collect();
        assert_eq!(prices, ["1101.45", "1101.45", "1101.45"], "{input}");
        assert!(output.status.success());
    }
    assert!(calc(&["revision"], "").stdout.is_empty());
}

#[test]
fn tells_where_a_query_is_wrong_and_answers_the_others() {
    let input = r#"{"p0":"1050.00","s0":"284.7","sm":"300.7"}
{"p0":"1050.00","s_0":"284.7","sm":"300.7"}
{"p0":"1050.00"
{"p0":"105O","s0":"284.7","sm":"300.7"}
{
  "p0": "1050.00"
  "s0": "284.7"
}
{"p0":"1050.00","s0":"275.7","sm":"300.7","s0_series":"old","sm_series":"revised"}
{"p0":"1050.00","s0":"284.7","sm":"300.7"}
"#;
    let output = calc(&["revision", "--lang", "en"], input);
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output);
    let places: Vec<(Option<u64>, Option<u64>)> =
        answers.iter().map(|a| (a["line"].as_u64(), a["column"].as_u64())).collect();
    let expected = [
        (None, None),
        (Some(2), Some(21)),
        (Some(3), Some(16)),
        (Some(4), Some(12)),
        (Some(6), Some(18)),
        (Some(9), Some(1)),
        (None, None),
    ];
    assert_eq!(places, expected, "{answers:#?}");
    let told = |n: usize| answers[n]["error"].as_str().unwrap();
    assert!(told(1).contains("Did you mean “s0”?"), "{}", told(1));
    assert!(told(3).contains("“105O” is not an amount"), "{}", told(3));
    assert!(told(5).contains("different series"), "{}", told(5));
    assert_eq!(answers[6]["price"], "1101.45");
}

#[test]
fn locates_errors_inside_an_array_and_at_the_end_of_the_input() {
    let output = calc(&["exit"], "[\n  {\"op\": \"earliest\", \"début\": 1, \"strat\": \"2022-01-01\"}\n]");
    assert_eq!((&lines(&output)[0]["line"], &lines(&output)[0]["column"]), (&json!(2), &json!(28)));
    let output = calc(&["clock"], "{\"op\": \"open\",\n \"at\": \"2026-06-05T08:00:00Z\"\n");
    assert_eq!((&lines(&output)[0]["line"], &lines(&output)[0]["column"]), (&json!(2), &json!(30)));
}

#[test]
fn refuses_what_would_overflow_or_make_no_sense() {
    let cases = [
        ("revision", r#"{"p0":"99999999999999","s0":"1","sm":"1"}"#),
        ("revision", r#"{"p0":"1050.00","s0":"0","sm":"300.7"}"#),
        ("revision", r#"{"p0":"-1","s0":"1","sm":"1"}"#),
        ("revision", r#"{"p0":1e300,"s0":"1","sm":"1"}"#),
        ("savings", r#"{"p0":"1050","reference":[],"year":2024,"cost":"1","agents":1}"#),
        (
            "savings",
            r#"{"p0":"1050","reference":[{"year":2022,"cost":"1"},{"year":2023,"cost":"2"}],"year":2024,"cost":"1","agents":0}"#,
        ),
        ("simulation", r#"{"p0":"1050","s0":"284.7","sm":"312.3","years":1,"rate":"60","agents":42}"#),
        ("simulation", r#"{"p0":"1050","s0":"284.7","sm":"312.3","years":1,"rate":"2","agents":-1}"#),
        ("clock", r#"{"op":"due","from":"2026-06-05T08:00:00Z","seconds":-1}"#),
        ("clock", r#"{"op":"due","from":"2026-06-05T08:00:00Z","seconds":9223372036854775807}"#),
        ("clock", r#"{"op":"open","at":"2026-06-05T08:00:00Z","open":"18:00","close":"08:00"}"#),
        ("clock", r#"{"op":"open","from":"2026-06-05T08:00:00Z","at":"2026-06-05T08:00:00Z"}"#),
        ("depreciation", r#"{"op":"vnc","cost":"1","in_service":"2022-02-30","years":3,"at":"2022-01-01"}"#),
        ("depreciation", r#"{"op":"vnc","cost":"1","in_service":"2022-02-01","years":0,"at":"2022-01-01"}"#),
        (
            "depreciation",
            r#"{"op":"schedule","cost":"1","in_service":"2022-02-01","years":3,"at":"2022-01-01"}"#,
        ),
        ("exit", r#"{"op":"exit","start":"2022-01-01","term_years":500,"received":"2024-01-01"}"#),
        (
            "availability",
            r#"{"period":{"from":"2026-04-01T00:00:00Z","to":"2026-03-01T00:00:00Z"},"sites":[]}"#,
        ),
        ("governance", r#"{"year":2025,"as_of":"2026-01-01","meetings":[{"kind":"board"}]}"#),
        ("governance", "[1, 2"),
    ];
    for (rule, query) in cases {
        let output = calc(&[rule], query);
        assert_eq!(output.status.code(), Some(1), "{query}");
        assert!(lines(&output).iter().all(|answer| answer["error"].is_string()), "{query}");
    }
}

#[test]
fn lists_holidays_one_a_line() {
    let list = |args: &[&str]| String::from_utf8(calc(args, "").stdout).unwrap();
    let metropole = list(&["holidays", "2026"]);
    assert_eq!(metropole.lines().count(), 11);
    assert!(metropole.starts_with("2026-01-01\n2026-04-06\n2026-05-01\n"));
    assert_eq!(list(&["holidays", "2008"]).lines().count(), 10);
    assert_eq!(list(&["holidays", "2026", "--zone", "alsace-moselle"]).lines().count(), 13);
    assert!(list(&["holidays", "2026", "--explain"]).contains("2026-04-06  lundi de Pâques"));
}

#[test]
fn answers_many_queries_in_one_process() {
    let query = r#"{"op":"due","from":"2026-12-24T16:00:00+01:00","seconds":14400}"#;
    let output = calc(&["clock"], &format!("{query}\n").repeat(20_000));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 20_000);
    assert!(text.lines().all(|line| line == r#"{"result":"2026-12-28T10:00:00+01:00"}"#));
}

/// Every query of the reference page is followed by its answer: the page cannot drift from the program.
#[test]
fn the_reference_page_tells_the_truth() {
    let page = include_str!("../../../docs/reference/calc.md");
    let mut checked = 0;
    for section in page.split("\n## ").skip(1) {
        let rule = section.lines().next().unwrap();
        let examples: Vec<&str> = section.lines().filter(|line| line.starts_with("{\"")).collect();
        if !VECTORS.iter().any(|(known, _)| *known == rule) {
            continue;
        }
        for pair in examples.chunks(2) {
            assert_eq!(String::from_utf8(calc(&[rule], pair[0]).stdout).unwrap().trim_end(), pair[1]);
            checked += 1;
        }
    }
    assert!(checked >= 12, "{checked}");
}
