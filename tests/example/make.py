#!/usr/bin/env python3
"""Write the example district: eight assessments of a district that does not exist.

    python3 make.py            write the eight .json files beside this script
    python3 make.py --check    compare them with what would be written; exit 1 if any differs

Everything is invented. Nothing is drawn from a clock, from the environment or from `random`: every
choice is a SHA-256 of its own name (`draw`), so the bytes are the same on every Python from 3.10 on, and
one more rater does not change the answers of the others. Only the standard library is used.
"""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = "ejemplo-170"

STAGES = ["not_evident", "developing", "maturing", "advanced"]
GROUPS = ["students", "families", "educators", "leaders", "community"]
SIZES = [5, 5, 7, 4, 4, 4, 5]  # competencies in each of the seven domains
COMPETENCIES = [f"{d}.{c}" for d, size in enumerate(SIZES, 1) for c in range(1, size + 1)]
YEARS = ["2024-25", "2025-26"]

# Hundredths of a stage: how much higher than the practice itself a group tends to rate.
LEAN = {"students": -30, "families": -35, "educators": 25, "leaders": 60, "community": 0, "team": 10}

# What a group is asked about. A competency that is not listed for it is not asked, and counts nowhere.
ASKED = {
    "students": "1 2 3.1 3.3 6",
    "families": "1 2 3 4.3 4.4 5 7.1 7.3 7.5",
    "educators": "1 2 3 4 5 6 7.1 7.3",
    "leaders": "1 2 3 4 5 6 7",
    "community": "1 2.2 2.3 2.4 2.5 3 4.2 4.3 7",
    "team": "1 2 3 4 5 6 7",
}

DISTRICT = "99123450000000"  # county 99 does not exist

# level: hundredths of a stage per domain in the first year (100 = not evident, 400 = advanced).
# rise: the focus domains of the growth plan, and by how much they rise by the second year.
# fall: the one competency that is lower in the second year, and why.
# raters: per group and year, which numbers take part (people leave and others join).
# anonymous: (group, answers per competency, competencies), such as a paper survey or a poll in class.
SITES = [
    {
        "slug": "district", "id": DISTRICT, "level_name": "district", "parent": None,
        "name": {"en": "Ejemplo Unified School District (made-up example)",
                 "es": "Distrito Escolar Unificado Ejemplo (ejemplo inventado)"},
        "level": [255, 230, 185, 235, 215, 175, 200], "rise": {1: 85, 3: 95},
        "fall": ("4.3", {"en": "Two interpreter posts were vacant from March on, and some meetings had no interpretation.",
                         "es": "Dos plazas de intérprete quedaron vacantes desde marzo y algunas reuniones no tuvieron interpretación."}),
        "raters": {"families": [(1, 12), (4, 15)], "educators": [(1, 10), (3, 12)], "students": [(1, 8), (5, 12)],
                   "leaders": [(1, 5), (1, 5)], "community": [(1, 5), (2, 6)]},
        "anonymous": [("families", 6, "1.1 1.3 4.3 5")],
        "out_of_scope": [], "undecided": ["2.5", "5.3", "6.4"],
    },
    {
        "slug": "school-a", "id": "99123450000101", "level_name": "school", "parent": DISTRICT,
        "name": {"en": "Ejemplo Elementary School A (made-up example)",
                 "es": "Escuela Primaria Ejemplo A (ejemplo inventado)"},
        "level": [290, 255, 205, 220, 230, 165, 240], "rise": {1: 70, 5: 90},
        "fall": ("2.3", {"en": "The monthly gathering of families paused when the library was being repaired.",
                         "es": "La convivencia mensual de familias se suspendió mientras reparaban la biblioteca."}),
        "raters": {"families": [(1, 9), (3, 11)], "educators": [(1, 8), (2, 9)], "students": [(1, 8), (5, 12)],
                   "leaders": [(1, 3), (1, 3)], "community": [(1, 3), (1, 3)]},
        "anonymous": [("students", 7, "6")],
        "out_of_scope": [("3.4", {"en": "The school has no budget of its own to decide on; this is assessed for the district.",
                                  "es": "La escuela no tiene un presupuesto propio sobre el cual decidir; esto se evalúa a nivel del distrito."})],
        "undecided": ["2.5", "7.4"],
        "no_evidence": ["1.2"],  # reaches the highest stage, and nobody has collected anything to show it
    },
    {
        "slug": "school-b", "id": "99123450000102", "level_name": "school", "parent": DISTRICT,
        "name": {"en": "Ejemplo Middle School B (made-up example)",
                 "es": "Escuela Secundaria Ejemplo B (ejemplo inventado)"},
        "level": [215, 200, 180, 190, 175, 190, 130], "rise": {6: 90, 7: 95},
        "fall": ("1.3", {"en": "The weekly message home stopped when the old phone system was replaced.",
                         "es": "El mensaje semanal a los hogares se interrumpió cuando cambiaron el sistema telefónico."}),
        "raters": {"families": [(1, 7), (2, 8)], "educators": [(1, 6), (1, 6)], "students": [(1, 6), (4, 9)],
                   "leaders": [(1, 2), (1, 2)], "community": [None, (1, 3)]},
        "anonymous": [],
        "out_of_scope": [], "undecided": ["3.6", "4.2"],
        # Domain 7 was hardly rated in the first year: no community partner took part yet.
        "only": {"2024-25": {"7": {"leaders": "7.1 7.5"}},
                 "2025-26": {"7": {"leaders": "7", "community": "7.1 7.2 7.3 7.5", "families": "7.1 7.3"}}},
        # The school had no community-facing staff of its own in the first year, and all said so.
        "not_applicable": {"2024-25": ["4.1"]},
    },
    {
        "slug": "school-c", "id": "99123450000103", "level_name": "school", "parent": DISTRICT,
        "name": {"en": "Ejemplo High School C (made-up example)",
                 "es": "Escuela Preparatoria Ejemplo C (ejemplo inventado)"},
        "level": [125, 170, 190, 335, 180, 210, 225], "rise": {1: 100, 6: 90},
        "fall": ("7.2", {"en": "The group of partners did not meet in the spring; a new meeting calendar is agreed.",
                         "es": "El grupo de socios no se reunió en primavera; ya hay un nuevo calendario acordado."}),
        # Five students, two leaders and a team of eight beside two larger groups: small numbers to protect.
        "raters": {"families": [(1, 13), (3, 15)], "educators": [(1, 11), (2, 12)], "students": [(1, 5), (3, 7)],
                   "leaders": [(1, 2), (1, 2)], "community": [(1, 3), (1, 3)]},
        "anonymous": [("team", 8, "1 2 3 4 5 6 7")],
        "out_of_scope": [], "undecided": ["3.5", "4.2", "7.4"],
    },
]

# Title, kind, link, day (the year is the first of the school year). None: not given.
EVIDENCE = {
    1: [({"en": "Welcome plan for new families", "es": "Plan de bienvenida para familias nuevas"}, "document", "welcome-plan", "08-12"),
        ("Front office survey, results", "survey", "front-office-survey", "09-18"),
        ("Home visit log, first eight weeks", "data", None, "09-27"),
        ({"es": "Carta semanal a las familias"}, "document", "carta-semanal", "09-06")],
    2: [("Agenda of the staff day on assets of families", "minutes", "staff-day", "08-09"),
        ({"en": "Community walk, photos and notes", "es": "Recorrido por la comunidad, fotos y apuntes"}, "photo", "community-walk", "09-14"),
        ("Parent leadership course, list of sessions", "document", None, "09-03"),
        ("Staff survey on shared expectations", "survey", "staff-survey", "09-20")],
    3: [("Minutes of the school site council", "minutes", "ssc-minutes", "09-25"),
        ({"en": "How decisions are made: two-page guide", "es": "Cómo se toman las decisiones: guía de dos páginas"}, "document", "decision-guide", "08-28"),
        ("LCAP advisory committee, sign-in sheet", "data", None, "04-17"),
        ({"es": "Votación de presupuesto participativo, resultados"}, "data", "presupuesto", "05-08")],
    4: [("Staffing plan for community liaisons", "policy", "staffing-plan", "06-20"),
        ({"en": "Interpretation requests and answers", "es": "Solicitudes de interpretación y respuestas"}, "data", "interpretation-log", "09-30"),
        ("Board item on the engagement budget", "policy", "board-item", "06-11"),
        ("Translated notices, sample of ten", "document", None, None)],
    5: [({"en": "Family learning night, materials", "es": "Noche de aprendizaje en familia, materiales"}, "document", "learning-night", "09-12"),
        ("How to read your child's data: workshop slides", "document", "data-workshop", "09-19"),
        ("Conference schedule with goals set by families", "document", None, "09-26"),
        ({"es": "Encuesta a familias después del taller"}, "survey", "encuesta-taller", "09-21")],
    6: [("Student advisory council, charter", "policy", "student-council", "08-30"),
        ({"en": "Youth research project, poster", "es": "Proyecto de investigación juvenil, cartel"}, "photo", "youth-research", "05-22"),
        ("Student survey, summary of answers", "survey", None, "09-17")],
    7: [("Map of community partners", "document", "partner-map", "07-15"),
        ({"en": "Agreement with the health clinic", "es": "Convenio con la clínica de salud"}, "policy", "clinic-agreement", "07-01"),
        ("Partners' convening, attendance", "data", None, "09-10"),
        ({"es": "Resultados de las alianzas comunitarias, informe anual"}, "data", "informe-alianzas", "06-05")],
}

NOTES = {
    "same": ["Everyone at the table agreed.",
             {"en": "Agreed after a second round; families asked to come back to it in spring.",
              "es": "Se acordó en una segunda ronda; las familias pidieron retomarlo en primavera."},
             {"es": "El alumnado explicó sus respuestas y el grupo estuvo de acuerdo."},
             "Strong in some places and just beginning in others."],
    "higher": [{"en": "The team saw evidence that many raters did not know of yet.",
                "es": "El equipo vio evidencia que muchas personas aún no conocían."},
               "The new practice began after most answers had come in."],
    "lower": [{"en": "Practice differs from place to place; the team chose the stage that every place has reached.",
               "es": "La práctica varía de un lugar a otro; el equipo eligió la etapa que todos han alcanzado."},
              "What students and families live weighed more here."],
}
METHODS = ["thumbs", "dot_voting", "poll", "facilitated"]


def draw(n, *key):
    """A whole number from 0 to n - 1, always the same for the same key."""
    digest = hashlib.sha256("|".join([SEED, *map(str, key)]).encode()).digest()
    return int.from_bytes(digest[:8], "big") % n


def chance(percent, *key):
    return draw(100, *key) < percent


def spread(width, *key):
    """From -width to width, most often near 0."""
    return draw(width + 1, *key, "up") - draw(width + 1, *key, "down")


def listed(text):
    """Competency ids from "1 2.3": whole domains and single competencies."""
    words = text.split()
    return [c for c in COMPETENCIES if c in words or c.split(".")[0] in words]


def asked(site, year, group, competency):
    domain = competency.split(".")[0]
    only = site.get("only", {}).get(year, {}).get(domain)
    return competency in listed(only.get(group, "") if only is not None else ASKED[group])


def practice(site, year, competency):
    """How far the practice has come, in hundredths of a stage. Raters see it each in their own way."""
    domain = int(competency.split(".")[0])
    level = site["level"][domain - 1] + spread(45, site["slug"], competency, "level")
    if year == YEARS[1]:
        if competency == site["fall"][0]:
            level -= 110
        else:
            level += site["rise"].get(domain, 4) + draw(12, site["slug"], competency, "growth")
    return level


def evidence(year, competency, *key):
    pool = EVIDENCE[int(competency.split(".")[0])]
    title, kind, link, day = pool[draw(len(pool), *key, "which")]
    item = {"title": title, "kind": kind}
    if link:
        item["uri"] = f"https://example.org/ejemplo/{year}/{link}"
    if day:
        item["date"] = f"{year[:4]}-{day}"
    return item


def answer(site, year, group, competency, who, lean):
    """One answer: a stage (with evidence now and then) or the reason for none."""
    key = (site["slug"], year, group, who, competency)
    out = {"competency": competency}
    luck = draw(1000, *key, "missing")
    unknown = 130 if competency[0] in "4" and group in ("families", "community") else 60
    if competency in site.get("not_applicable", {}).get(year, []):
        out["missing"] = "not_applicable"
    elif luck < unknown:
        out["missing"] = "dont_know"
    elif luck < unknown + 25:
        out["missing"] = "unanswered"
    elif luck < unknown + 35:
        out["missing"] = "withheld"
    elif luck < unknown + 45:
        out["missing"] = "not_applicable"
    else:
        own = spread(65, site["slug"], group, who, competency, "stage")  # the same person sees it the same way next year
        level = practice(site, year, competency) + LEAN[group] + lean + own
        number = min(4, max(1, (level + 50) // 100))
        out["stage"] = STAGES[number - 1]
        staff = group in ("leaders", "educators")
        percent = ([2, 6, 45, 70] if staff else [1, 3, 20, 35])[number - 1]
        if competency not in site.get("no_evidence", []) and chance(percent, *key, "evidence"):
            out["evidence"] = [evidence(year, competency, *key)]
            second = evidence(year, competency, *key, "second")
            if number == 4 and chance(25, *key, "more") and second != out["evidence"][0]:
                out["evidence"].append(second)
    return out


def median(numbers):
    """The lower median: what more than half have reached."""
    return sorted(numbers, reverse=True)[len(numbers) // 2]


def decide(site, year, competency, ratings, group_of):
    """What the team agreed on: mostly what the answers say, sometimes one stage higher or lower."""
    voices = {}
    for r in ratings:
        if r["competency"] == competency and "stage" in r:
            group = group_of.get(r.get("rater"), r.get("group", "team"))
            voices.setdefault(group, []).append(1 + STAGES.index(r["stage"]))
    key = (site["slug"], year, competency, "decision")
    if competency in site["undecided"] or len(voices) < 2 or chance(6, *key, "none"):
        return None
    voted = median([median(v) for v in voices.values()])
    number, kind = voted, "same"
    luck = draw(100, site["slug"], competency, "differs")
    fallen = year == YEARS[1] and competency == site["fall"][0]
    if luck < 7 and voted < 4 and not fallen:
        number, kind = voted + 1, "higher"
    elif luck >= 93 and voted > 1 and not fallen:
        number, kind = voted - 1, "lower"
    day = ("11-13", "11-20")[draw(2, *key, "day")]
    out = {"competency": competency, "stage": STAGES[number - 1], "method": METHODS[draw(4, *key, "method")],
           "date": f"{year[:4]}-{day}"}
    if fallen:
        out["note"] = site["fall"][1]
    elif kind != "same" or chance(20, *key, "note"):
        out["note"] = NOTES[kind][draw(len(NOTES[kind]), *key, "text")]
    shown = kind == "higher" or (number >= 3 and chance(35, *key, "evidence"))
    if shown and competency not in site.get("no_evidence", []):
        out["evidence"] = [evidence(year, competency, *key)]
    return out


def assessment(site, year):
    slug, turn = site["slug"], YEARS.index(year)
    out_of_scope = [{"competency": c, "reason": why} for c, why in site["out_of_scope"]]
    skip = {o["competency"] for o in out_of_scope}
    raters, ratings, group_of = [], [], {}
    for group in GROUPS:
        span = site["raters"][group][turn]
        for number in range(span[0], span[1] + 1) if span else ():
            rater = f"{group[0]}{number:02}"
            entry = {"id": rater, "group": group}
            if group == "families" and chance(45, slug, rater, "language"):
                entry["extensions"] = {"answered_in": "es"}
            raters.append(entry)
            group_of[rater] = group
            lean = spread(30, slug, rater, "lean")
            for competency in COMPETENCIES:
                if competency not in skip and asked(site, year, group, competency) and not chance(8, slug, rater, competency, "skip"):
                    ratings.append({"rater": rater, **answer(site, year, group, competency, rater, lean)})
    for group, count, competencies in site["anonymous"]:
        for competency in listed(competencies):
            for number in range(1, count + 1) if competency not in skip else ():
                who = f"anonymous{number}"
                head = {} if group == "team" else {"group": group}
                ratings.append({**head, **answer(site, year, group, competency, who, spread(30, slug, who, "lean"))})
    decisions = [d for c in COMPETENCIES if c not in skip and (d := decide(site, year, c, ratings, group_of))]
    subject = {"id": site["id"], "scheme": "cds", "name": site["name"], "level": site["level_name"]}
    if site["parent"]:
        subject["parent"] = site["parent"]
    document = {
        "format": "cei.assessment/1",
        "id": f"ejemplo-{slug}-{year}",
        "rubric": {"id": "cei-self-assessment", "version": "2023.1"},
        "subject": subject,
        "period": {"school_year": year, "from": f"{year[:4]}-10-01", "to": f"{year[:4]}-11-22"},
        "raters": raters,
        "out_of_scope": out_of_scope,
        "ratings": ratings,
        "decisions": decisions,
        "extensions": {"note": "made for the documentation; no real district"},
    }
    return {k: v for k, v in document.items() if v != []}


def render(document):
    """JSON with one rater, one rating and one decision per line."""
    line = lambda value: json.dumps(value, ensure_ascii=False)
    parts = []
    for key, value in document.items():
        if isinstance(value, list):
            value = "[\n" + ",\n".join("    " + line(v) for v in value) + "\n  ]"
        else:
            value = line(value)
        parts.append(f'  "{key}": {value}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def documents():
    """File name and text of each of the eight assessments."""
    for site in SITES:
        for year in YEARS:
            document = assessment(site, year)
            yield document["id"] + ".json", render(document)


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    different = 0
    for name, text in documents():
        path = HERE / name
        if not arguments:
            path.write_bytes(text.encode())
        elif not path.exists() or path.read_bytes() != text.encode():
            different += 1
            print(f"{name} differs; mend it with: python3 {Path(__file__).name}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
