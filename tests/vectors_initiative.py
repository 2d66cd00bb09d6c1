"""Cases on the documents around the rubric: plans, metrics, the initiative's report, lenses.

`themes(make)` adds them; `make` is tests/make_vectors.py. What is derived comes from tests/oracle_initiative.py.
"""

import oracle_initiative as oracle

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



# ---------------------------------------------------------------------------
# What metrics say


def theme_impact(make):
    def good(name, tests, document, as_of=None, **more):
        arguments = {"metrics": document, **({"as_of": as_of} if as_of else {}), **more}
        make.put("impact", f"impact-{name}", tests, "derive", None, None, arguments, {"result": oracle.impact(document, as_of)}, "impact")

    def bad(name, tests, arguments, *faults):
        make.check("impact", f"impact-{name}", tests, arguments, *faults, do="derive", operation="impact")

    def one(name, tests, base, target, *values, direction="up", as_of=None, **more):
        observations = [{"date": date, "value": value} if not isinstance(value, str) else {"date": date, "missing": value}
                        for date, value in values]
        good(name, tests, metrics(measure(
            direction=direction, baseline=base and {"date": "2024-09-20", "value": base}, observations=observations,
            target=None if target is None else {"date": "2026-06-30", "value": target}, **more)), as_of)

    later = "2025-09-20"
    one("moved", "More is better, and there is more", 20, 60, (later, 41))
    one("half", "A share is a fraction in lowest terms", 20, 60, (later, 40))
    one("third", "A third is exact, in percent rounded", 20, 50, (later, 30))
    one("reached", "The target itself counts as reached", 20, 60, (later, 60))
    one("beyond", "A share may be above 1", 20, 60, (later, 75.5))
    one("same", "As at the baseline is not yet", 20, 60, (later, 20))
    one("back", "A share may be below 0", 20, 60, (later, 10))
    one("down-moved", "Less is better, and there is less", 30, 10, (later, 25), direction="down")
    one("down-back", "Less is better, and there is more", 30, 10, (later, 31), direction="down")
    one("down-reached", "Less is better, and the target is passed", 30, 10, (later, 9.5), direction="down")
    one("tenths", "Decimals are exact: 0.3 - 0.1 is 0.2", 0.1, 0.7, (later, 0.3))
    one("long", "All the digits that a number has", 0.30000000000000004, 66.66666666666667, (later, 33.333333333333336))
    one("large", "Numbers as large as JSON carries", 9007199254740000, 9007199254740991, (later, 9007199254740500))
    one("no-exact", "A fraction with larger numbers is given in percent only", 1, 3000002, (later, 1000001))
    one("half-tenth", "Halves are rounded away from 0", 1, 2001, (later, 2))
    one("half-tenth-below", "Also below 0", 2, 2002, (later, 1))
    one("negative", "Values may be below 0", -3.5, 4.5, (later, -1.5))
    one("no-target", "Without a target there is no share", 20, None, (later, 25))
    one("no-baseline", "Without a baseline there is no data, and a target can still be reached", None, 60, (later, 61))
    one("no-values", "No data is said as such", 20, 60)
    one("missing-only", "A reason is no value", 20, 60, (later, "no log"), ("2025-01-10", "the form was not translated"))
    one("latest", "The latest value counts, in whatever order they stand", 20, 60, ("2025-12-01", 30), ("2025-03-01", 50), ("2025-06-01", "no log"))
    one("before-baseline", "What was observed before the baseline is no change", 20, 60, ("2023-09-20", 50))
    one("on-the-day", "The day of the baseline itself counts", 20, 60, ("2024-09-20", 22))
    one("as-of", "Values after the day do not count", 20, 60, ("2025-03-01", 25), ("2025-12-01", 60), ("2025-11-01", "no log"), as_of="2025-06-30")
    one("as-of-itself", "The day itself counts", 20, 60, ("2025-06-30", 25), as_of="2025-06-30")
    one("as-of-before", "Nothing yet on that day", 20, 60, ("2025-06-30", 25), as_of="2025-06-29")
    many = metrics(
        measure(), measure("suspensions", component="diversity", direction="down", impact="district", identified_by="later_network",
                           baseline={"date": "2024-09-20", "value": 30}, target={"date": "2026-06-30", "value": 20}, observations=[{"date": later, "value": 20}]),
        measure("partners", component="collective-impact", impact="district", observations=[{"date": later, "value": 20}]),
        measure("trust", component="metrics", identified_by="team", observations=[], text={"en": "Asked each spring", "es": "Se pregunta cada primavera"}),
        measure("principals", component="leadership", title={"es": "Directoras y directores", "en": "Principals"}, unit={"en": "people", "es": "personas"}),
        subject={"id": "99000000000001", "scheme": "cds", "name": "A district", "level": "district"}, period={"school_year": "2025-26"})
    good("many", "By component, by community and district, by who identified them", many)
    good("many-as-of", "The same, of an earlier day", many, "2025-01-01")
    good("empty", "No measures", metrics())
    good("with-rubric", "Competencies of a rubric that is given", metrics(measure(competencies=["a1"]), rubric={"id": "small", "version": "1"}), rubric=make.RUBRICS[make.SMALL])
    bad("invalid", "What is wrong with the document has its place in the arguments", {"metrics": metrics(measure(competencies=["9.9"]), measure())},
        make.fault("unknown_competency", "/metrics/measures/0/competencies/0", id="9.9"), make.fault("duplicate_id", "/metrics/measures/1/id", id="home-visits"))
    bad("as-of-invalid", "as_of is a day", {"metrics": metrics(measure()), "as_of": "2025"}, make.fault("invalid_date", "/as_of", value="2025"))
    bad("nothing", "metrics is required", {}, make.fault("missing_field", "", field="metrics"))


def theme_testing(make):
    def good(name, tests, teams, as_of=None):
        arguments = {"metrics": teams, **({"as_of": as_of} if as_of else {})}
        make.put("testing", f"testing-{name}", tests, "derive", None, None, arguments, {"result": oracle.testing(teams, as_of)}, "testing")

    def bad(name, tests, arguments, *faults):
        make.check("testing", f"testing-{name}", tests, arguments, *faults, do="derive", operation="testing")

    def team(id, *measures, **more):
        return {**metrics(*measures, **more), "id": id}

    none = lambda id, **more: measure(id, observations=[{"date": "2025-09-20", "missing": "no log"}], **more)
    north = team("north", measure(), none("trust"), measure("calls", direction="down", target={"date": "2026-06-30", "value": 5}),
                 subject={"id": "99000000000001", "scheme": "cds", "name": {"en": "North", "es": "Norte"}})
    south = team("south", measure(observations=[{"date": "2025-09-20", "value": 12}]), none("trust"), subject={"id": "south"})
    west = team("west", measure(observations=[]), measure("partners", component="collective-impact"))
    good("teams", "Which ones moved, and which ones nobody could collect", [north, south, west])
    good("order", "Teams stand in the order given", [west, north, south])
    good("as-of", "Of an earlier day", [north, south], "2025-01-01")
    good("one", "One team is a table too", [north])
    good("none", "No team", [])
    good("no-measures", "A team without measures", [north, team("east")])
    good("own-targets", "Each team has its own target", [north, team("east", measure(target={"date": "2026-06-30", "value": 41}))])
    good("before-baseline", "A value from before the baseline was collected all the same",
         [team("a", measure(observations=[{"date": "2020-01-01", "value": 3}]))])
    bad("same-document", "Each team has a document of its own", {"metrics": [team("a", measure()), team("a", measure())]}, make.fault("duplicate_id", "/metrics/1/id", id="a"))
    for field, ours, theirs in [("component", "programs-and-services", "metrics"), ("identified_by", "first_network", "team"),
                                ("impact", "community", "district")]:
        bad(f"differs-{field.replace('_', '-')}", "One id, one measure", {"metrics": [team("a", measure()), team("b", measure(**{field: theirs}))]},
            make.fault("measure_differs", f"/metrics/1/measures/0/{field}", id="home-visits", found=theirs, expected=ours))
    bad("differs-direction", "One id, one direction", {"metrics": [team("a", measure()), team("b", measure(direction="down", target={"date": "2026-06-30", "value": 5}))]},
        make.fault("measure_differs", "/metrics/1/measures/0/direction", id="home-visits", found="down", expected="up"))
    bad("invalid", "What is wrong with one of the documents", {"metrics": [team("a", measure()), team("b", measure(competencies=["0.1"]))]},
        make.fault("unknown_competency", "/metrics/1/measures/0/competencies/0", id="0.1"))


# ---------------------------------------------------------------------------
# Plans


def worded(value):
    """A profile of the oracle, with words where the library asks for them."""
    if isinstance(value, list):
        return [worded(one) for one in value]
    if not isinstance(value, dict):
        return value
    value = {key: worded(one) for key, one in value.items()}
    if "because" in value:
        value["because"] = {**value["because"], "text": "because"}
    if value.get("severity") == "note":
        value = {**value, "message": "a note", "help": "none"}
    return value


def focus(competency="1.1", **more):
    """A focus with all that belongs to it."""
    fields = {
        "competency": competency, "from": "developing", "to": "maturing", "actions": [action()],
        "measures": [{"measure": "home-visits"}], "goals": [{"plan": "lcap", "goal": "Goal 3"}], **more}
    return {key: value for key, value in fields.items() if value is not None}


def action(text="Visit families at home", **more):
    fields = {"text": text, "owner": {"role": "family liaison", "group": "families"}, "by": "2026-03-31", **more}
    return {key: value for key, value in fields.items() if value is not None}


def plan(*focuses, rubric=CEI, **more):
    fields = {
        "format": "cei.plan/1", "id": "growth", "rubric": rubric,
        "problem": {"text": "Few families feel at home in our schools", "data": [{"title": "Survey of families"}]},
        **more, "focus": list(focuses)}
    return {key: value for key, value in fields.items() if value is not None}


def theme_plan(make):
    fault, changed = make.fault, make.changed

    def bad(name, tests, document, *faults, **more):
        make.check("plan", f"plan-{name}", tests, document, *faults, **more)

    ok = plan(focus())
    bad("good", "A plan with all that belongs to it", ok)
    bad("whole", "Every field", plan(
        focus(steps=3, reason="Families asked for it", strategies=["two-way-learning"], extensions={"a": 1}, actions=[
            action(owner={"role": {"en": "Student council", "es": "Consejo estudiantil"}}, done="2026-02-01", evidence=[{"title": "Log"}], **{"from": "2025-09-01"})]),
        focus("2.1", **{"from": None}, goals=[{"plan": "spsa", "goal": "2.3", "text": "Trust"}, {"plan": "community_school_plan", "goal": "1"}, {"plan": "other", "goal": "x"}]),
        language="es", title="Plan", subject={"id": "30664310000000", "scheme": "cds"}, period={"school_year": "2025-26"},
        profile={"assessment": "fall+spring", "policy": {"id": "p", "version": "1", "digest": "sha256:" + "0" * 64}, "period": {"from": "2025-01-01"}},
        reflections=[{"domain": "building-relationships", "question": "Who is here?", "answer": "Too few"}],
        modules=["data-and-evaluation"], extensions={"b": 2}))
    for field in ["id", "rubric", "focus"]:
        bad(f"without-{field}", "What every plan needs", changed(ok, without=[f"/{field}"]), fault("missing_field", "", field=field))
    bad("without-competency", "A focus is a competency", changed(ok, without=["/focus/0/competency"]), fault("missing_field", "/focus/0", field="competency"))
    bad("without-target", "And where it is meant to be", changed(ok, without=["/focus/0/to"]), fault("missing_field", "/focus/0", field="to"))
    begun = {"assessment": "fall", "policy": {"id": "p", "version": "1", "digest": "sha256:" + "0" * 64}}
    since = lambda period, **start: plan(focus(), period=period, profile={**begun, "period": start})
    bad("over-before-profile", "A plan does not end before the profile that it starts from", since({"school_year": "2024-25"}, school_year="2025-26"),
        fault("plan_before_profile", "/period", end="2025-06-30", found="2025-26"))
    bad("over-before-its-day", "By its last day and the first day of the profile, where there are days", since({"to": "2025-09-14"}, school_year="2025-26", **{"from": "2025-09-15"}),
        fault("plan_before_profile", "/period", end="2025-09-14", found="2025-09-15"))
    bad("of-the-same-year", "A plan may be of the year of its profile", since({"school_year": "2025-26", "from": "2025-08-01"}, school_year="2025-26", **{"from": "2025-09-15"}))
    bad("no-focus", "A plan that picks nothing", plan(), fault("plan_without_focus", "/focus", severity="note"))
    bad("no-problem", "A plan begins with the problem", plan(focus(), problem=None), fault("plan_without_problem", "", severity="warning"))
    bad("no-data", "And the data that shows it", plan(focus(), problem={"text": "Few families come"}), fault("problem_without_data", "/problem", severity="warning"))
    bad("unknown-competency", "Competencies are the rubric's", plan(focus("1.9")), fault("unknown_competency", "/focus/0/competency", id="1.9"))
    bad("unknown-from", "Stages are the rubric's", plan(focus(**{"from": "emerging"})), fault("unknown_stage", "/focus/0/from", id="emerging"))
    bad("unknown-to", "Stages are the rubric's", plan(focus(to="matured")), fault("unknown_stage", "/focus/0/to", id="matured"))
    bad("twice", "A competency once", plan(focus(), focus(to="advanced", **{"from": "maturing"})), fault("duplicate_focus", "/focus/1/competency", competency="1.1"))
    bad("target-below", "The target is above the start", plan(focus(to="not_evident")),
        fault("target_not_above", "/focus/0/to", competency="1.1", **{"from": "developing", "to": "not_evident"}))
    bad("target-same", "The target is above the start", plan(focus(to="developing")),
        fault("target_not_above", "/focus/0/to", competency="1.1", **{"from": "developing", "to": "developing"}))
    bad("two-stages", "One stage at a time", plan(focus(to="advanced")),
        fault("more_than_one_stage", "/focus/0/to", severity="warning", competency="1.1", next="maturing", **{"from": "developing", "to": "advanced"}))
    bad("no-start", "A competency without a stage has no start", plan(focus(to="advanced", **{"from": None})))
    bad("no-action", "Every focus has an action", plan(focus(actions=None)), fault("focus_without_action", "/focus/0", severity="warning", competency="1.1"))
    bad("no-measure", "The team will know", plan(focus(measures=[])), fault("focus_without_measure", "/focus/0", severity="warning", competency="1.1"))
    bad("no-goal", "A goal of a local plan", plan(focus(goals=None)), fault("focus_without_goal", "/focus/0", severity="warning", competency="1.1"))
    bad("goal-kind", "LCAP, SPSA, community school plan or another", plan(focus(goals=[{"plan": "lcpa", "goal": "1"}])),
        fault("invalid_value", "/focus/0/goals/0/plan", value="lcpa", allowed=["lcap", "spsa", "community_school_plan", "other"], suggestion="lcap"))
    bad("no-owner", "Every action has an owner", plan(focus(actions=[action(owner=None)])), fault("action_without_owner", "/focus/0/actions/0", severity="warning"))
    bad("no-date", "And a day", plan(focus(actions=[action(by=None)])), fault("action_without_date", "/focus/0/actions/0", severity="warning"))
    bad("owner-group", "A role may speak for a group of the rubric", plan(focus(actions=[action(owner={"role": "liaison", "group": "parents"})])),
        fault("unknown_group", "/focus/0/actions/0/owner/group", id="parents"))
    bad("by-before-from", "Days in order", plan(focus(actions=[action(**{"from": "2026-04-01"})])),
        fault("dates_out_of_order", "/focus/0/actions/0/by", **{"from": "2026-04-01", "to": "2026-03-31"}))
    bad("done-before-from", "Days in order", plan(focus(actions=[action(done="2025-01-01", **{"from": "2025-04-01"})])),
        fault("dates_out_of_order", "/focus/0/actions/0/done", **{"from": "2025-04-01", "to": "2025-01-01"}))
    bad("unknown-strategy", "Strategies are the rubric's", plan(focus(strategies=["two-way-learning", "two-ways-learning"])),
        fault("unknown_strategy", "/focus/0/strategies/1", id="two-ways-learning", suggestion="two-way-learning"))
    bad("unknown-module", "Modules are the rubric's", plan(focus(), modules=["data-and-evaluaton"]),
        fault("unknown_module", "/modules/0", id="data-and-evaluaton", suggestion="data-and-evaluation"))
    bad("unknown-domain", "Questions are those of a domain", plan(focus(), reflections=[{"domain": "building-relations", "question": "Who?", "answer": "We"}]),
        fault("unknown_domain", "/reflections/0/domain", id="building-relations"))
    bad("open-questions", "Questions without an answer are counted", plan(focus(), reflections=[
        {"domain": "building-relationships", "question": "Who?", "answer": "We"}, {"domain": "building-relationships", "question": "Where?"},
        {"domain": "building-relationships", "question": "When?"}]), fault("reflections_open", "/reflections", severity="note", count=2))
    bad("other-rubric", "The rubric given is the one named", plan(focus()), fault("rubric_mismatch", under="/rubric"),
        fault("unknown_competency", "/focus/0/competency", id="1.1"), rubric=make.SMALL)
    bad("own-rubric", "A rubric of one's own", plan(focus("a1"), rubric={"id": "small", "version": "1"}), rubric=make.SMALL)
    bad("several", "All problems in one pass", plan(focus(to="nowhere", actions=[action(by="soon", owner=None)]), modules=[7]),
        fault("wrong_type", "/modules/0", expected="string"), fault("unknown_stage", "/focus/0/to", id="nowhere"),
        fault("action_without_owner", "/focus/0/actions/0", severity="warning"), fault("invalid_date", "/focus/0/actions/0/by", value="soon"))


def district(make, stages, policy="cei-default", id="fall", rubric=None, **more):
    """A profile of the whole rubric: `stages` gives, for each domain, a digit for each competency (0: nobody asked)."""
    rubric = rubric or make.builtin_rubric()
    scale = make.oracle.stages_of(rubric)
    answers = []
    for domain, digits in zip(rubric["domains"], stages.split()):
        for competency, digit in zip(domain["competencies"], digits):
            if digit != "0":
                answers.append({"group": rubric["groups"][0]["id"], "competency": competency["id"], "stage": scale[int(digit) - 1]})
    document = {"format": "cei.assessment/1", "id": id, "rubric": {"id": rubric["id"], "version": rubric["version"]}, "ratings": answers, **more}
    return make.oracle.assess(rubric, make.policy_of(policy), document), rubric


def theme_draft(make):
    def good(name, tests, stages, options=None, rubric=None, policy="cei-default", **more):
        profile, own = district(make, stages, policy, rubric=rubric and make.RUBRICS[rubric], **more)
        options = options or {}
        arguments = {"profile": worded(profile), **({"rubric": own} if rubric else {}), **options}
        make.put("draft", f"draft-{name}", tests, "derive", None, None, arguments, {"result": oracle.draft(profile, own, **options)}, "plan")
        return profile

    def bad(name, tests, arguments, *faults):
        make.check("draft", f"draft-{name}", tests, arguments, *faults, do="derive", operation="plan", text=False)

    low = good("foundation", "Foundations first, whatever the others cost", "22111 33333 3333333 3333 3333 3333 33333")
    good("whole-steps", "The whole way of a domain, or nothing of it", "33322 33322 3333333 3333 3333 3333 33333", {"most": 3})
    good("room", "And the next one, where there is room", "33322 33322 3333333 3333 3333 3333 33333", {"most": 10})
    good("first-in-part", "Of the first domain as much as fits", "11111 33333 3333333 3333 3333 3333 33333", {"most": 2})
    good("cheapest", "Beside one another, the fewest steps first", "44444 33333 3333333 2222 3222 2333 33333", {"most": 8})
    good("one", "One competency", "22222 22222 2222222 2222 2222 2222 22222", {"most": 1})
    good("all", "All there is", "22222 22222 2222222 2222 2222 2222 22222", {"most": 100})
    good("domains", "Only the domains asked for", "22222 22222 2222222 2222 2222 2222 22222", {"domains": ["community-as-collaborators", "shared-power-and-decision-making"], "most": 9})
    good("top", "At the top there is nothing to plan", "44444 44444 4444444 4444 4444 4444 44444")
    good("no-stage", "A domain without a stage has no next step", "22000 33333 0000000 3333 3333 3333 33333")
    good("not-all-answered", "What nobody rated is not picked", "22220 33330 3333333 3333 3333 3333 33333")
    good("mean", "Under another policy, one stage at a time all the same", "11144 22222 2222222 2222 2222 2222 22222", policy="mean", options={"most": 12})
    good("every-voice", "Under cei-every-voice", "32222 22222 2222222 2222 2222 2222 22222", policy="cei-every-voice")
    good("id", "An id of one's own", "22222 22222 2222222 2222 2222 2222 22222", {"id": "spring-plan"})
    good("long-id", "An assessment's id too long for a plan's", "22222 22222 2222222 2222 2222 2222 22222", id="a" * 64)
    good("subject", "Subject and period are the profile's", "22222 22222 2222222 2222 2222 2222 22222",
         subject={"id": "99000000000001", "scheme": "cds", "name": "A district", "level": "district"}, period={"school_year": "2025-26"})
    good("chain", "A chain of foundations", "1 1 1 1", {"most": 9}, rubric=make.CHAIN_BACK)
    good("diamond", "Two foundations side by side", "2 13 21 11", {"most": 9}, rubric=make.DIAMOND)
    good("two-stages", "A scale of two stages", "112 11", {"most": 9}, rubric=make.TWO)
    good("nine-stages", "A scale of nine", "1389 222", {"most": 9}, rubric=make.NINE)
    good("held", "A domain that a foundation holds has no next step", "11111 44444 4444444 4444 4444 4444 44444",
         policy={**make.policy_of("cei-default"), "id": "hold", "foundation": {"effect": "hold"}}, options={"most": 20})
    decided = [{"competency": "1.1", "stage": "developing"}, {"competency": "1.2", "stage": "developing"}]
    good("decided", "A decision takes one step, and no more than others", "11222 33333 3333333 3333 3333 3333 33333", decisions=decided)
    profile = worded(low)
    bad("most-none", "At least one", {"profile": profile, "most": 0}, make.fault("out_of_range", "/most", value="0", low=1, high=100))
    bad("most-many", "At most a hundred", {"profile": profile, "most": 101}, make.fault("out_of_range", "/most", value="101", low=1, high=100))
    bad("unknown-domain", "Domains are the rubric's", {"profile": profile, "domains": ["building-relationship"]},
        make.fault("unknown_domain", "/domains/0", id="building-relationship", suggestion="building-relationships"))
    bad("other-rubric", "The profile is of the rubric given", {"profile": profile, "rubric": make.RUBRICS[make.SMALL]},
        make.fault("structure_differs", "/profile/rubric/structure", found="cei-self-assessment 2023.1", expected="small 1"))
    bad("unknown-rubric", "Its rubric is built in or given", {"profile": {**profile, "rubric": {**profile["rubric"], "id": "mine"}}},
        make.fault("unknown_rubric", under="/profile/rubric", id="mine"))
    bad("no-profile", "profile is required", {}, make.fault("missing_field", "", field="profile"))


def theme_plan_check(make):
    profile = worded(district(make, "22222 33333 3333333 3333 3333 3333 33333")[0])

    def bad(name, tests, arguments, *faults, **more):
        make.check("plan_check", f"plan-check-{name}", tests, arguments, *faults, do="derive", operation="plan_check", text=False, **more)

    ok = plan(focus())
    bad("good", "Nothing to mend", {"plan": ok, "profile": profile})
    bad("alone", "Without a profile only the plan is looked at", {"plan": plan(focus(**{"from": "not_evident", "to": "developing"}))})
    bad("start", "The start is the profile's stage", {"plan": plan(focus(**{"from": "not_evident", "to": "developing"})), "profile": profile},
        make.fault("start_differs", "/plan/focus/0", competency="1.1", plan="not_evident", profile="developing"))
    bad("no-start", "Also where the plan has none", {"plan": plan(focus(**{"from": None})), "profile": profile},
        make.fault("start_differs", "/plan/focus/0", competency="1.1", plan="-", profile="developing"))
    bad("foundation", "Foundations that stand lower and are not in the plan", {"plan": plan(focus("2.1", to="advanced", **{"from": "maturing"})), "profile": profile},
        make.fault("foundation_not_in_focus", "/plan/focus/0", severity="note", competency="2.1", foundations=["building-relationships"]))
    bad("foundation-too", "With the foundation in the plan there is nothing to say", {"plan": plan(focus("2.1", to="advanced", **{"from": "maturing"}), focus()), "profile": profile})
    bad("warnings", "What is left to fill in stands in the report", {"plan": plan(focus(actions=None, goals=None), problem=None), "profile": profile},
        make.fault("plan_without_problem", "/plan", severity="warning"), make.fault("focus_without_action", "/plan/focus/0", severity="warning", competency="1.1"),
        make.fault("focus_without_goal", "/plan/focus/0", severity="warning", competency="1.1"))
    bad("measure", "Measures stand in the metrics", {"plan": plan(focus(measures=[{"measure": "home-visit"}])), "metrics": metrics(measure())},
        make.fault("unknown_measure", "/plan/focus/0/measures/0/measure", id="home-visit", suggestion="home-visits"))
    bad("measure-known", "Measures stand in the metrics", {"plan": ok, "metrics": metrics(measure())})
    bad("metrics-invalid", "The metrics are checked too", {"plan": ok, "metrics": metrics(measure(), measure())},
        make.fault("duplicate_id", "/metrics/measures/1/id", id="home-visits"))
    bad("other-subject", "Plan and profile are of one subject", {"plan": plan(focus(), subject={"id": "99000000000002", "scheme": "cds"}),
                                                               "profile": {**profile, "subject": {"id": "99000000000001", "scheme": "cds"}}},
        make.fault("subject_differs", "/profile/subject", found="99000000000001", expected="99000000000002"))
    bad("plan-invalid", "An error of the plan has its place in the arguments", {"plan": plan(focus(to="developing")), "profile": profile},
        make.fault("target_not_above", "/plan/focus/0/to", competency="1.1"))
    bad("other-rubric", "Plan and profile are of one rubric", {"plan": plan(focus("a1"), rubric={"id": "small", "version": "1"}), "profile": profile, "rubric": make.RUBRICS[make.SMALL]},
        make.fault("structure_differs", "/profile/rubric/structure", found="cei-self-assessment 2023.1", expected="small 1"))
    bad("draft", "A draft lists what is left to fill in", {"plan": oracle.draft(*district(make, "22222 33333 3333333 3333 3333 3333 33333"), most=1), "profile": profile},
        make.fault("plan_without_problem", "/plan", severity="warning"), make.fault("focus_without_action", "/plan/focus/0", severity="warning", competency="1.1"),
        make.fault("focus_without_goal", "/plan/focus/0", severity="warning", competency="1.1"), make.fault("focus_without_measure", "/plan/focus/0", severity="warning", competency="1.1"),
        make.fault("reflections_open", "/plan/reflections", severity="note", count=5))


def theme_progress(make):
    subject = {"id": "99000000000001", "scheme": "cds", "name": "A district", "level": "district"}
    before = lambda **more: district(make, "22222 33333 3333333 3333 3333 3333 33333", id="first", **more)

    def good(name, tests, document, stages, after=None, **options):
        profile, rubric = district(make, stages, id="second", **(after or {}))
        wanted = oracle.progress(document, profile, rubric, options.get("as_of"), options.get("allow", ()))
        make.put("progress", f"progress-{name}", tests, "derive", None, None, {"plan": document, "profile": worded(profile), **options}, {"result": wanted}, "progress")

    def bad(name, tests, arguments, *faults):
        make.check("progress", f"progress-{name}", tests, arguments, *faults, do="derive", operation="progress", text=False)

    first = before()[0]
    drafted = oracle.draft(first, before()[1])
    rest = "33333 3333333 3333 3333 3333 33333"
    good("met", "All that was planned is reached", drafted, f"33333 {rest}")
    good("beyond", "A later stage than planned is met too", drafted, f"44443 {rest}")
    good("not-yet", "Nothing has changed", drafted, f"22222 {rest}")
    good("fell", "A lower stage is not yet, and the change says it", drafted, f"12221 {rest}")
    good("some", "Some of it", drafted, f"32322 {rest}")
    good("no-data", "A competency that nobody rated again", drafted, f"02300 {rest}")
    two = plan(focus(to="advanced", **{"from": "developing"}), focus("1.2", **{"from": "not_evident"}, to="maturing"))
    good("moved", "On the way over more than one stage", two, f"32222 {rest}")
    good("no-start", "Without a start there is no change", plan(focus(**{"from": None}), focus("1.2", **{"from": None})), f"32222 {rest}")
    good("empty", "A plan without a focus", plan(), f"22222 {rest}")
    people = lambda *digits: [{"group": "families", "competency": "1.1", "stage": make.FOUR[one - 1]} for one in digits]
    early, rubric = make.oracle.assess(make.builtin_rubric(), make.policy_of("cei-default"), {
        "format": "cei.assessment/1", "id": "first", "rubric": CEI, "ratings": people(2, 2, 2, 2, 2)}), make.builtin_rubric()
    steps = next(one for domain in early["domains"] for one in domain["competencies"] if one["id"] == "1.1")["next"]["steps"]
    for name, digits in [("nearer", (2, 2, 2, 3, 3)), ("as-near", (2, 2, 2, 2, 2)), ("farther", (1, 1, 2, 2, 2))]:
        document = plan(focus(steps=steps))
        after = make.oracle.assess(rubric, make.policy_of("cei-default"), {"format": "cei.assessment/1", "id": "second", "rubric": CEI, "ratings": people(*digits)})
        make.put("progress", f"progress-{name}", "Fewer steps left than at the start is on the way", "derive", None, None,
                 {"plan": document, "profile": worded(after)}, {"result": oracle.progress(document, after, rubric)}, "progress")
    voices = [{"group": "families", "competency": "1.1", "stage": "developing"}, {"group": "students", "competency": "1.1", "stage": "developing"},
              {"group": "educators", "competency": "1.1", "stage": "maturing"}]
    after = make.oracle.assess(rubric, make.policy_of("cei-default"), {"format": "cei.assessment/1", "id": "second", "rubric": CEI, "ratings": voices})
    for steps in (1, 2, 3):
        document = plan(focus(steps=steps))
        make.put("progress", f"progress-voices-{steps}", "Steps are those of the competency's own rule", "derive", None, None,
                 {"plan": document, "profile": worded(after)}, {"result": oracle.progress(document, after, rubric)}, "progress")
    acts = plan(
        focus(actions=[action(done="2025-12-01"), action(by="2026-01-31"), action(by="2026-02-01"), action(by="2026-02-02"), action(by=None)]),
        focus("1.2", actions=[action(done="2026-03-01", by="2026-01-01"), action(done="2026-02-01", by=None), action(done="2026-05-01", by=None)]))
    good("actions", "What is done, due and still to come on a day", acts, f"22222 {rest}", as_of="2026-02-01")
    good("actions-early", "On an earlier day", acts, f"22222 {rest}", as_of="2025-01-01")
    good("actions-not-asked", "Without a day nothing is said of actions", acts, f"22222 {rest}")
    good("no-actions", "No actions at all", plan(focus(actions=None)), f"22222 {rest}", as_of="2026-02-01")
    good("subject", "The subject is the plan's", plan(focus(), subject=subject), f"32222 {rest}", after={"subject": subject})
    good("subject-of-profile", "Or else the profile's", plan(focus()), f"32222 {rest}", after={"subject": subject, "period": {"school_year": "2026-27"}})
    good("allowed-subject", "Another subject, where that is allowed", plan(focus(), subject=subject), f"32222 {rest}",
         after={"subject": {**subject, "id": "99000000000002"}}, allow=["subject_differs"])
    good("allowed-policy", "Another policy, where that is allowed", drafted, f"33333 {rest}", after={"policy": "mean"}, allow=["policy_differs", "subject_differs"])
    other, _ = district(make, f"33333 {rest}", "mean", id="second", subject={**subject, "id": "99000000000002"})
    bad("policy", "The policy is the one that the plan started from", {"plan": plan(focus(), profile=drafted["profile"]), "profile": worded(other)},
        make.fault("policy_differs", "/profile/policy", found="mean 1", expected="cei-default 1"))
    bad("other-subject", "The subject is the plan's", {"plan": plan(focus(), subject=subject), "profile": worded(other)},
        make.fault("subject_differs", "/profile/subject", found="99000000000002", expected="99000000000001"))
    bad("other-rubric", "Plan and profile are of one rubric", {"plan": plan(focus("a1"), rubric={"id": "small", "version": "1"}), "profile": worded(other)},
        make.fault("unknown_rubric", "/plan/rubric", id="small"))
    of = lambda **period: {"plan": plan(focus(), profile={**drafted["profile"], "period": {"school_year": "2025-26", "from": "2025-09-15"}}),
                           "profile": {**worded(first), "period": period}}
    fault = make.fault
    bad("earlier-profile", "The profile is not of an earlier year than the one that the plan starts from", of(school_year="2024-25"),
        fault("profile_before_plan", "/profile/period", found="2024-25", expected="2025-26"))
    bad("earlier-day", "Days decide where both have one", of(school_year="2025-26", **{"from": "2025-09-14"}),
        fault("profile_before_plan", "/profile/period", found="2025-09-14", expected="2025-09-15"))
    bad("day-before-profile", "A profile of a later time than the day is not known on it", {**of(school_year="2026-27"), "as_of": "2026-06-30"},
        fault("profile_after_day", "/profile/period", found="2026-27", as_of="2026-06-30"))
    good("same-period", "A profile of the same round shows where the plan begins", of(**{"from": "2025-09-15"})["plan"], f"22222 {rest}",
         after={"period": {"from": "2025-09-15"}}, as_of="2025-09-15")
    bad("invalid", "A plan with an error is not followed", {"plan": plan(focus(to="developing")), "profile": worded(other)},
        make.fault("target_not_above", "/plan/focus/0/to", competency="1.1"))
    bad("as-of", "as_of is a day", {"plan": ok_plan(), "profile": worded(other), "as_of": "2025-02-30"}, make.fault("invalid_date", "/as_of", value="2025-02-30"))
    bad("allow", "What may differ has names", {"plan": ok_plan(), "profile": worded(other), "allow": ["subject"]}, make.fault("invalid_value", "/allow/0", value="subject"))


def ok_plan():
    return plan(focus())


# ---------------------------------------------------------------------------
# Lenses


def lens(*parts, id="mine", rubric=CEI, **more):
    return {"format": "cei.lens/1", "id": id, "rubric": rubric, "title": "Our own", **more, "parts": list(parts)}


def part(id, *competencies, **more):
    return {"id": id, "title": f"Part {id}", **({"competencies": list(competencies)} if competencies else {}), **more}


def theme_lens_document(make):
    def bad(name, tests, document, *faults, **more):
        make.check("lens_document", f"lens-document-{name}", tests, document, *faults, **more)

    ok = lens(part("a", "1.1", "2.1"), part("b", "3.1"))
    bad("good", "A lens of one's own", ok)
    bad("whole", "Every field", lens(
        part("a", "1.1", text="What it is", reason="Why", reflections=["Who?"]), part("b", stage="advanced"), language="es",
        text="Una lente", basis="project", citation="Nosotros", extensions={"a": 1}))
    for field in ["id", "rubric", "title", "parts"]:
        bad(f"without-{field}", "What every lens needs", make.changed(ok, without=[f"/{field}"]), make.fault("missing_field", "", field=field))
    bad("no-parts", "At least one part", lens(), make.fault("too_few_items", "/parts", found=0, least=1))
    bad("part-twice", "Each part has its own id", lens(part("a", "1.1"), part("a", "1.2")), make.fault("duplicate_id", "/parts/1/id", id="a"))
    bad("unknown-competency", "Competencies are the rubric's", lens(part("a", "1.1", "8.1")), make.fault("unknown_competency", "/parts/0/competencies/1", id="8.1"))
    bad("competency-twice", "Each competency once in a part", lens(part("a", "1.1", "1.1")), make.fault("duplicate_id", "/parts/0/competencies/1", id="1.1"))
    bad("unknown-stage", "Stages are the rubric's", lens(part("a", stage="advance")), make.fault("unknown_stage", "/parts/0/stage", id="advance", suggestion="advanced"))
    bad("basis", "Whose mapping it is", lens(part("a"), basis="ours"), make.fault("invalid_value", "/basis", value="ours", allowed=["source", "project", "user"]))


def theme_reading(make):
    stages = "22320 41322 2222222 3333 4444 1234 31304"

    def nodes_of(rubric, own, policy, **more):
        """What the oracle says of each part when the lens stands in the rubric itself; a range is only there then."""
        inside = {**rubric, "lenses": [{key: value for key, value in own.items() if key not in ("format", "rubric", "extensions", "language")}]}
        profile, _ = district(make, more.pop("stages", stages), policy, rubric=inside, **more)
        lenses = profile.get("lenses", [])
        return {one["id"]: {key: value for key, value in one.items() if key not in ("id", "range")} for found in lenses for one in found["parts"]}

    def good(name, tests, own, policy="cei-default", rubric=None, give_policy=False, **more):
        profile, whole = district(make, more.get("stages", stages), policy, rubric=rubric and make.RUBRICS[rubric], **{k: v for k, v in more.items() if k != "stages"})
        wanted = oracle.reading(profile, whole, own, nodes_of(whole, own, policy, **more))
        arguments = {"profile": worded(profile), "lens": own, **({"rubric": whole} if rubric else {}), **({"policy": make.policy_of(policy)} if give_policy else {})}
        make.put("reading", f"reading-{name}", tests, "derive", None, None, arguments, {"result": wanted}, "lens")

    def built_in(name, tests, id, **more):
        profile, rubric = district(make, stages, **more)
        own = next(one for one in rubric["lenses"] if one["id"] == id)
        nodes = {one["id"]: {k: v for k, v in one.items() if k != "id"} for found in profile["lenses"] if found["id"] == id for one in found["parts"]}
        wanted = oracle.reading(profile, rubric, own, nodes)
        make.put("reading", f"reading-{name}", tests, "derive", None, None, {"profile": worded(profile), "lens": id}, {"result": wanted}, "lens")

    def bad(name, tests, arguments, *faults):
        make.check("reading", f"reading-{name}", tests, arguments, *faults, do="derive", operation="lens", text=False)

    for id in ["plln-components", "six-essential-roots", "participatory-systems-change", "spectrum-of-community-engagement",
               "individual-and-collective-power", "dual-capacity"]:
        built_in(id, "Every lens of the rubric", id)
    built_in("of-subject", "Subject and period are the profile's", "plln-components", subject={"id": "d", "name": "A district"}, period={"school_year": "2025-26"})
    good("own", "A lens of one's own, staged by the rule for a domain", lens(part("a", "1.1", "2.1", "3.1"), part("b", "7.4", "5.1", "6.1")))
    good("order", "Competencies stand in the order of the rubric", lens(part("a", "7.1", "1.1")))
    good("empty-part", "A part without competencies is only to talk about", lens(part("a", reason="To talk about"), part("b", "1.1")))
    good("stage-part", "A part that stands for a stage lists what stands there", lens(part("low", stage="not_evident"), part("top", "5.1", stage="advanced")))
    good("insufficient", "Too few of its competencies have a stage", lens(part("a", "1.5", "7.4", "1.1")))
    good("no-answers", "None of its competencies has a stage", lens(part("a", "1.5", "7.4")))
    good("out-of-scope", "What is out of scope is no member", lens(part("a", "1.5", "1.1"), part("b", "1.5")), out_of_scope=[{"competency": "1.5", "reason": "not here"}])
    good("top", "At the top there is no next step", lens(part("a", "5.1", "5.2")))
    good("within", "What `within` binds", lens(part("a", "2.1", "2.2", "5.1", "5.2", "5.3")))
    good("every-voice", "Under another policy that is built in", lens(part("a", "1.1", "2.1", "5.1")), policy="cei-every-voice")
    good("mean", "Under the mean", lens(part("a", "1.1", "2.1", "5.1")), policy="mean")
    good("own-policy", "Under a policy that is given", lens(part("a", "1.1", "2.1", "5.1")),
         policy={**make.policy_of("mean"), "id": "ours", "domain": {"by": "reach", "share": "any"}}, give_policy=True)
    good("own-rubric", "Of a rubric of one's own", lens(part("x", "a1", "b1"), part("y", "b3"), rubric={"id": "small", "version": "1"}), rubric=make.SMALL, stages="23 411")
    good("basis", "Basis and citation are the lens's", lens(part("a", "1.1", reason="It fits"), basis="source", citation={"en": "A book", "es": "Un libro"}))
    profile, rubric = district(make, stages)
    words = worded(profile)
    earlier = {"id": "cei-self-assessment", "version": "2022.1"}
    crosswalk = {"format": "cei.crosswalk/1", "id": "between", "version": "1", "from": earlier, "to": CEI, "map": [
        {"from": ["1.A"], "to": ["1.1"]}, {"from": ["1.B"], "to": ["1.2", "1.3"]}, {"from": ["2.A", "2.B"], "to": ["2.1"]}, {"from": ["9.9"], "to": []}]}
    across = {"1.A": ["1.1"], "1.B": ["1.2", "1.3"], "2.A": ["2.1"], "2.B": ["2.1"], "9.9": []}
    own = lens(part("a", "1.A", "1.B", "2.B", "2.A", "3.1"), part("gone", "9.9"), rubric=earlier)
    here = lens(part("a", "1.1", "1.2", "1.3", "2.1", "3.1"))
    name = {"id": "between", "version": "1"}
    for direction, walk in [("forwards", crosswalk), ("backwards", {**crosswalk, "from": CEI, "to": earlier, "map": [
            {"from": one["to"], "to": one["from"]} for one in crosswalk["map"]]})]:
        wanted = oracle.reading(profile, rubric, own, nodes_of(rubric, here, "cei-default"), lambda id: across.get(id, [id]), name)
        make.put("reading", f"reading-crosswalk-{direction}", "A lens of an earlier rubric: renamed, split, merged, dropped", "derive", None, None,
                 {"profile": words, "lens": own, "crosswalk": walk}, {"result": wanted}, "lens")
    bad("unknown", "A lens that the rubric does not have", {"profile": words, "lens": "plln-component"}, make.fault("unknown_lens", "/lens", id="plln-component", suggestion="plln-components"))
    bad("other-rubric", "A lens of another rubric needs a crosswalk", {"profile": words, "lens": own},
        make.fault("rubric_mismatch", "/lens/rubric", found="cei-self-assessment 2022.1", expected="cei-self-assessment 2023.1"))
    bad("crosswalk-elsewhere", "A crosswalk that leads elsewhere", {"profile": words, "lens": own, "crosswalk": {**crosswalk, "to": {"id": "other", "version": "1"}}},
        make.fault("rubric_mismatch", "/lens/rubric", found="cei-self-assessment 2022.1", expected="cei-self-assessment 2023.1"))
    bad("invalid", "What is wrong with a lens has its place in the arguments", {"profile": words, "lens": lens(part("a", "8.8"))},
        make.fault("unknown_competency", "/lens/parts/0/competencies/0", id="8.8"))
    bad("policy-differs", "The policy is the profile's", {"profile": words, "lens": here, "policy": "mean"},
        make.fault("policy_differs", "/policy", found="mean 1", expected="cei-default 1"))
    ours, _ = district(make, stages, {**make.policy_of("mean"), "id": "ours"})
    bad("policy-needed", "A policy that is not built in is given", {"profile": worded(ours), "lens": here},
        make.fault("policy_needed", "/profile/policy", id="ours 1"))


# ---------------------------------------------------------------------------
# The initiative's report


def network(id="network", **more):
    return {"format": "cei.cohort/1", "id": id, "title": "A network", **more}


def theme_initiative(make):
    teams = [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}]
    practice = {"id": "visits", "title": {"en": "Home visits", "es": "Visitas a casa"}, "text": "In pairs", "teams": ["north"], "found": "2025-03-01",
                "competencies": ["1.1"], "evidence": [{"title": "Log"}],
                "understanding": [{"date": "2025-05-01", "text": "Listening comes first"}, {"date": "2025-11-01", "text": "Families choose the place"}]}
    said = lambda id, on, day="2025-04-01", **more: {"id": id, "date": day, "on": on, "text": f"About {on}", **more}
    whole = network(
        teams=teams, activities=[{"kind": "open_dialogue", "date": "2025-02-01", "teams": ["north"], "title": "A dialogue"}],
        protocol=[{"version": "1", "date": "2024-09-01"}, {"version": "2", "date": "2025-09-01"}],
        feedback=[said("a", "protocol", answered="2025-09-01", answer="Taken up", version="2"), said("b", "metrics"), said("c", "activities"), said("d", "resources", "2025-12-01")],
        practices=[practice], training=[{"id": "t", "title": "Training", "date": "2025-06-01"}])
    ours = metrics(measure(), measure("suspensions", direction="down", impact="district", baseline={"date": "2024-09-20", "value": 30},
                                      target={"date": "2026-06-30", "value": 20}, observations=[{"date": "2025-09-20", "value": 20}]))
    wrote = {"format": "cei.initiative/1", "id": "report", "language": "es", "rubric": CEI, "title": "Informe", "period": {"school_year": "2025-26"},
             "community": {"text": "Más familias"}, "district": {"text": "Menos suspensiones"}, "extensions": {"a": 1}}
    own = {"recipients": [{"id": "board", "title": "Our board"}],
           "best_practices": [{"id": "ours", "title": "Ours", "understanding": ["We listen"]}, {"id": "old", "title": "Old", "from": {"format": "cei.cohort/1", "id": "gone"}}],
           "metrics": [{"id": "m", "title": "Ours", "component": "metrics", "identified_by": "team", "impact": "district", "status": "no_data"}],
           "feedback": [{"on": "metrics", "text": "Ours"}], "activities": [{"kind": "proposed_resource", "text": "Ours"}]}

    def good(name, tests, draft=None, cohorts=(), measures=(), as_of=None):
        arguments = {"initiative": draft, "cohorts": list(cohorts), "metrics": list(measures), "as_of": as_of}
        wanted = oracle.initiative(draft, cohorts, measures, as_of)
        make.put("initiative", f"initiative-{name}", tests, "derive", None, None, {k: v for k, v in arguments.items() if v}, {"result": wanted}, "initiative")
        return wanted

    def bad(name, tests, document, *faults, **more):
        make.check("initiative", f"initiative-{name}", tests, document, *faults, **more)

    good("nothing", "All that is missing is listed")
    good("cohort", "Practices, feedback, activities and training of a network", None, [whole])
    good("metrics", "Measures, on community and on district apart", None, [], [ours])
    good("written", "What people wrote", wrote)
    full = good("whole", "Nothing is missing", wrote, [whole], [ours])
    make.put("initiative", "initiative-again", "Putting it together again changes nothing", "derive", None, None,
             {"initiative": {**full, "missing": []}, "cohorts": [whole], "metrics": [ours]}, {"result": full}, "initiative")
    good("own-entries", "Entries of its own are kept, those of other documents taken anew", {**wrote, **own}, [whole], [ours])
    good("two-networks", "Two networks, two teams", None, [whole, network("second", teams=teams, practices=[{**practice, "id": "other"}])], [ours, {**metrics(measure()), "id": "second"}])
    good("as-of", "What is later is left out", wrote, [whole], [ours], "2025-06-30")
    good("as-of-early", "Nothing was there yet", None, [whole], [ours], "2024-01-01")
    for number, field in enumerate(["practices", "feedback", "activities", "training"]):
        good(f"without-{field}", "What one part of a network leaves open", wrote, [{k: v for k, v in whole.items() if k != field}], [ours])
    for on in ["protocol", "metrics", "activities", "resources"]:
        good(f"feedback-{on}", "Feedback goes where it belongs", None, [network(teams=teams, protocol=whole["protocol"], feedback=[one for one in whole["feedback"] if one["on"] == on])])
    good("unanswered", "An answer that came later is left out", None, [whole], [], "2025-08-31")
    good("practice-undated", "A practice without a day is always there", None, [network(teams=teams, practices=[{k: v for k, v in practice.items() if k not in ("found", "understanding")}])], [], "2020-01-01")
    good("one-side", "Measures on one side only", None, [], [metrics(measure())])
    ok = {**wrote, **own, "best_practices": own["best_practices"][:1]}
    bad("document", "A report of one's own", ok)
    bad("assembled", "What is put together is a document like any other", {k: v for k, v in full.items() if k != "missing"})
    for field in ["format", "id"]:
        bad(f"document-without-{field}", "What every report needs", make.changed(ok, without=[f"/{field}"]), make.fault("missing_field", "", field=field))
    bad("recipient-twice", "Each recipient once", {**ok, "recipients": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}, make.fault("duplicate_id", "/recipients/1/id", id="a"))
    bad("unknown-competency", "Competencies are the rubric's", make.changed(ok, ("/best_practices/0/competencies", ["1.9"])), make.fault("unknown_competency", "/best_practices/0/competencies/0", id="1.9"))
    bad("feedback-on", "Feedback is on the protocol or the metrics", make.changed(ok, ("/feedback/0/on", "resources")),
        make.fault("invalid_value", "/feedback/0/on", value="resources", allowed=["protocol", "metrics"]))
    bad("kind", "Done, training, or what would help", make.changed(ok, ("/activities/0/kind", "idea")), make.fault("invalid_value", "/activities/0/kind", value="idea"))
    bad("cohort-invalid", "What is wrong with a network has its place in the arguments", {"cohorts": [network(teams=teams + teams)]},
        make.fault("duplicate_id", "/cohorts/0/teams/2/id", id="north"), make.fault("duplicate_id", "/cohorts/0/teams/3/id", id="south"), do="derive", operation="initiative")
    bad("metrics-invalid", "What is wrong with measures", {"metrics": [metrics(measure(), measure())]}, make.fault("duplicate_id", "/metrics/0/measures/1/id", id="home-visits"), do="derive", operation="initiative")


def themes(make):
    theme_metrics(make)
    theme_impact(make)
    theme_testing(make)
    theme_plan(make)
    theme_draft(make)
    theme_plan_check(make)
    theme_progress(make)
    theme_lens_document(make)
    theme_reading(make)
    theme_initiative(make)
