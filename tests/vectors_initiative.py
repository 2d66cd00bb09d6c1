"""Cases on the documents around the rubric: plans, metrics, the initiative's report, lenses.

`themes(make)` adds them; `make` is tests/make_vectors.py.
"""

CEI = {"id": "cei-self-assessment", "version": "2023.1"}


def measure(id="home-visits", **more):
    """A good measure, with changes; a field that is None is left out."""
    fields = {
        "id": id, "title": "Families visited at home", "component": "programs-and-services",
        "identified_by": "first_network", "impact": "community", "unit": "families", "direction": "up",
        "baseline": {"date": "2024-09-20", "value": 20}, "target": {"date": "2026-06-30", "value": 60},
        "observations": [{"date": "2025-09-20", "value": 41}], **more}
    return {key: value for key, value in fields.items() if value is not None}


def metrics(*measures, **more):
    return {"format": "cei.metrics/1", "id": "measures", **more, "measures": list(measures)}


def theme_metrics(make):
    fault, changed = make.fault, make.changed

    def bad(name, tests, document, *faults, **more):
        make.check("metrics", f"metrics-{name}", tests, document, *faults, **more)

    ok = metrics(measure(), rubric=CEI)
    bad("good", "A measure with all that belongs to it", ok)
    bad("whole", "Every field", {
        "format": "cei.metrics/1", "id": "m", "language": "es", "rubric": CEI, "title": {"en": "Measures", "es": "Medidas"},
        "subject": {"id": "30664310000000", "scheme": "cds", "level": "district"},
        "period": {"school_year": "2025-26", "from": "2025-08-01", "to": "2026-06-30"},
        "measures": [
            measure(text="Una visita cuenta una vez.", component="leadership", identified_by="later_network", impact="district",
                    competencies=["1.1", "4.1"], method="registro de visitas", observations=[
                        {"date": "2025-09-20", "value": 41.25, "note": "dos escuelas", "evidence": [{"title": "Registro", "kind": "data"}]},
                        {"date": "2025-01-20", "missing": "nadie llevaba el registro"}], extensions={"a": 1}),
            measure("suspensions", component="diversity", identified_by="team", direction="down",
                    target={"date": "2026-06-30", "value": -0.5}),
            measure("partners", component="collective-impact"), measure("answers", component="metrics")],
        "extensions": {"b": [1]}})
    bad("no-measures", "measures is required, and may be empty", metrics())
    bad("without-measures", "measures is required", changed(ok, without=["/measures"]), fault("missing_field", "", field="measures"))
    for field in ["id", "title", "component", "identified_by", "impact", "direction"]:
        bad(f"without-{field.replace('_', '-')}", "What every measure needs", changed(ok, without=[f"/measures/0/{field}"]),
            fault("missing_field", "/measures/0", field=field))
    bad("component", "The five components of the network", changed(ok, ("/measures/0/component", "leadershp")),
        fault("invalid_value", "/measures/0/component", value="leadershp", suggestion="leadership",
              allowed=["leadership", "diversity", "programs-and-services", "collective-impact", "metrics"]))
    bad("identified-by", "The first network, a later one, or the team", changed(ok, ("/measures/0/identified_by", "second")),
        fault("invalid_value", "/measures/0/identified_by", value="second", allowed=["first_network", "later_network", "team"]))
    bad("impact", "On community and on district apart", changed(ok, ("/measures/0/impact", "both")),
        fault("invalid_value", "/measures/0/impact", value="both", allowed=["community", "district"]))
    bad("direction", "up or down; nothing else is said of the target then", changed(ok, ("/measures/0/direction", "upp"), ("/measures/0/target/value", 1)),
        fault("invalid_value", "/measures/0/direction", value="upp", allowed=["up", "down"], suggestion="up"))
    bad("value-text", "A value is a number", changed(ok, ("/measures/0/baseline/value", "20")),
        fault("wrong_type", "/measures/0/baseline/value", expected="number", found="string"))
    bad("value-too-large", "A value is one that every reader carries", changed(ok, ("/measures/0/observations/0/value", 1e16)),
        fault("out_of_range", "/measures/0/observations/0/value", low="-9007199254740991", high=9007199254740991))
    bad("value-too-fine", "Values are kept exactly", changed(ok, ("/measures/0/observations/0/value", 1e-30)),
        fault("too_many_decimals", "/measures/0/observations/0/value", most=20))
    bad("duplicate-id", "Each measure has its own id", metrics(measure(), measure()), fault("duplicate_id", "/measures/1/id", id="home-visits"))
    bad("unknown-competency", "Without a rubric it is the Community Engagement Initiative's", metrics(measure(competencies=["1.1", "9.9"])),
        fault("unknown_competency", "/measures/0/competencies/1", id="9.9"))
    bad("competency-twice", "Each competency once", metrics(measure(competencies=["1.1", "1.1"])),
        fault("duplicate_id", "/measures/0/competencies/1", id="1.1"))
    bad("own-rubric", "Competencies are those of the rubric given", metrics(measure(competencies=["a1"]), rubric={"id": "small", "version": "1"}), rubric=make.SMALL)
    bad("other-rubric", "The rubric given is the one named", metrics(measure(), rubric=CEI), fault("rubric_mismatch", under="/rubric"), rubric=make.SMALL)
    bad("unknown-rubric", "The rubric named is built in or given", metrics(measure(), rubric={"id": "cei-self-assesment", "version": "2023.1"}),
        fault("unknown_rubric", "/rubric", id="cei-self-assesment", version="2023.1"))
    bad("subject", "The subject is checked as in an assessment", {**ok, "subject": {"id": "12", "scheme": "cds"}}, fault("invalid_cds_code", "/subject/id", value="12"))
    bad("no-baseline", "Change is counted from a baseline", metrics(measure(baseline=None)),
        fault("baseline_missing", "/measures/0", severity="warning", id="home-visits"))
    bad("no-target", "A target is optional", metrics(measure(target=None)), fault("target_missing", "/measures/0", severity="note", id="home-visits"))
    bad("no-observation", "What nobody observed is said as such", metrics(measure(observations=[{"date": "2025-09-20", "missing": "no log"}])),
        fault("no_observation", "/measures/0", severity="note", id="home-visits"))
    bad("value-and-missing", "A value or a reason for having none", changed(ok, ("/measures/0/observations/0/missing", "no log")),
        fault("value_or_missing", "/measures/0/observations/0"))
    bad("neither", "A value or a reason for having none", metrics(measure(observations=[{"date": "2025-09-20", "value": 41}, {"date": "2025-10-20"}])),
        fault("value_or_missing", "/measures/0/observations/1"))
    bad("same-day", "One observation on a day", metrics(measure(observations=[{"date": "2025-09-20", "value": 41}, {"date": "2025-09-20", "value": 43}])),
        fault("duplicate_observation", "/measures/0/observations/1/date", date="2025-09-20"))
    bad("before-baseline", "What was observed earlier is no change", metrics(measure(observations=[{"date": "2025-09-20", "value": 41}, {"date": "2023-09-20", "value": 9}])),
        fault("observation_before_baseline", "/measures/0/observations/1/date", severity="warning", date="2023-09-20", baseline="2024-09-20"))
    bad("target-below", "The target lies in the direction of the measure", changed(ok, ("/measures/0/target/value", 12.5)),
        fault("target_against_direction", "/measures/0/target/value", target="12.5", baseline="20", direction="up"))
    bad("target-above", "Less is better: the target lies below", changed(ok, ("/measures/0/direction", "down")),
        fault("target_against_direction", "/measures/0/target/value", target="60", baseline="20", direction="down"))
    bad("target-is-baseline", "There is a way to go", changed(ok, ("/measures/0/target/value", 20.0)),
        fault("target_against_direction", "/measures/0/target/value", target="20", baseline="20", direction="up"))
    bad("target-day", "A target is for a later day", changed(ok, ("/measures/0/target/date", "2024-01-01")),
        fault("dates_out_of_order", "/measures/0/target/date", **{"from": "2024-09-20", "to": "2024-01-01"}))


def themes(make):
    theme_metrics(make)
