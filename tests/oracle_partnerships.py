"""What partnerships show as of a day, read again in plain Python from cei-core/docs/partnerships.md.

Shares nothing with the library. `review(document, as_of)` gives the `cei.partnerships_review/1` of a valid
`cei.partnerships/1`.
"""

from datetime import date

PARTNER_KINDS = ["residents", "neighborhood_group", "nonprofit", "community_based_organization", "community_organizing_group",
                 "faith_based", "higher_education", "public_agency", "local_government", "union", "elected_official", "business",
                 "foundation"]
RESOURCE_KINDS = ["academics", "health_and_social_services", "youth_and_community_development", "early_learning_and_care",
                  "expanded_learning", "child_care", "transport", "meeting_space"]
NEED_KINDS = ["academic", "social_emotional", "health", "financial"]
CHANNEL_KINDS = ["organizing_group", "school_site_council", "community_convening", "advisory_committee", "online"]


def day(text):
    return date.fromisoformat(text)


def a_year_later(start):
    try:
        return start.replace(year=start.year + 1)
    except ValueError:
        return start.replace(year=start.year + 1, day=28)


class Place:
    """Partnerships as of a day."""

    def __init__(self, document, as_of):
        self.document, self.as_of = document, day(as_of)
        self.sites = [one["id"] for one in document.get("sites", [])]
        self.partners = [one["id"] for one in document.get("partners", [])]
        self.links = {one["partner"]: one for one in document.get("links", [])}
        self.gifts = [("resource", one) for one in document.get("resources", [])] + [("asset", one) for one in document.get("assets", [])]

    def is_past(self, text):
        return text is not None and day(text) <= self.as_of

    def is_recent(self, text):
        return self.is_past(text) and self.as_of <= a_year_later(day(text))

    def in_use(self, one):
        return self.is_past(one.get("from")) and ("until" not in one or self.as_of <= day(one["until"]))

    def open_now(self, rows):
        return [one for one in rows if ("from" not in one or self.is_past(one["from"]))
                and ("until" not in one or self.as_of <= day(one["until"]))]

    def need(self, need):
        answers = [(source, one) for source, one in self.gifts if need["id"] in one.get("needs", [])]
        used = [one for _, one in answers if self.in_use(one)]
        wanted = need.get("sites") or self.sites
        without = [site for site in wanted if not any(site in (one.get("sites") or [site]) for one in used)]
        there = lambda one: not wanted or any(site in (one.get("sites") or [site]) for site in wanted)
        if any(there(one) for one in used):
            coverage = "in_part" if without else "covered"
        else:
            coverage = "offered" if any(there(one) and not self.in_use(one) for _, one in answers) else "unmet"
        row = {"need": need["id"], "kind": need["kind"], "coverage": coverage, "sources": []}
        for source, one in answers:
            whose = {"partner": one["partner"]} if source == "resource" else {"of": one["of"]}
            row["sources"].append({"source": source, "id": one["id"], **whose, "in_use": self.in_use(one)})
        if without:
            row["sites_without"] = without
        row["discussed"] = self.is_recent(need.get("discussed"))
        return row

    def partner(self, name):
        link = self.links.get(name)
        row = {"partner": name, "linked": link is not None}
        link = link or {}
        row["vision"] = self.is_past(link.get("vision", {}).get("date"))
        planned = [one["date"] for one in link.get("planning", []) if self.is_past(one["date"])]
        evaluated = [one["date"] for one in link.get("evaluations", []) if self.is_past(one["date"])]
        if planned:
            row["planned"] = max(planned)
        if evaluated:
            row["evaluated"] = max(evaluated)
        row["evaluated_within_a_year"] = bool(evaluated) and self.is_recent(max(evaluated))
        ours, theirs = bool(link.get("school_gives")), bool(link.get("partner_gives"))
        row["giving"] = "both" if ours and theirs else "school_only" if ours else "partner_only" if theirs else "not_said"
        return row

    def evidence(self):
        document = self.document
        if document.get("rubric", {}).get("id", "cei-self-assessment") != "cei-self-assessment":
            return []
        found = {name: [] for name in ("7.1", "7.2", "7.3", "7.4", "7.5")}

        def add(competency, en, es, when=None):
            item = {"title": {"en": en, "es": es}, "kind": "partnerships"}
            found[competency].append({**item, "date": when} if when else item)

        def part(competency, en, es, have, of, when=None):
            if have:
                add(competency, f"{en}: {have} of {of}", f"{es}: {have} de {of}", when)

        def number(competency, en, es, have):
            if have:
                add(competency, f"{en}: {have}", f"{es}: {have}")

        def said(text, language):
            """As the specification of texts has it: the language, the document's, English, the first."""
            if isinstance(text, str):
                return text
            for one in (language, document.get("language", "en"), "en"):
                if one in text:
                    return text[one]
            return text[min(text)]

        words = {"point_person": ("Point person for partnerships", "Persona de enlace para las alianzas"),
                 "district_team": ("District team for partnerships", "Equipo del distrito para las alianzas"),
                 "site_teams": ("School teams for partnerships", "Equipos escolares para las alianzas")}
        for one in self.open_now(document.get("coordination", [])):
            en, es = words[one["by"]]
            add("7.1", f"{en}: {said(one['role'], 'en')}", f"{es}: {said(one['role'], 'es')}", one.get("from"))
        resources = document.get("resources", [])
        used = [one for one in resources if self.in_use(one)]
        part("7.1", "Resources of partners in use", "Recursos de socios en uso", len(used), len(resources))

        links = [self.links[name] for name in self.partners if name in self.links]
        visions = [link for link in links if self.is_past(link.get("vision", {}).get("date"))]
        part("7.2", "Partners with whom a vision is shared", "Socios con los que se comparte una visión", len(visions), len(self.partners))
        plans = [[one for one in link.get("planning", []) if self.is_recent(one["date"])] for link in links]
        plans = [some for some in plans if some]
        part("7.2", "Partners with whom there was joint planning within a year",
             "Socios con los que se planificó en conjunto en el último año", len(plans), len(self.partners),
             max((one["date"] for some in plans for one in some), default=None))
        number("7.2", "Joint plans aligned to a goal of the district’s or school’s plan",
               "Planes conjuntos ligados a una meta del plan del distrito o de la escuela",
               len([one for some in plans for one in some if "goal" in one]))

        beyond = {one["kind"] for one in used} - {"academics", "expanded_learning"}
        number("7.3", "Kinds of services beyond education in use", "Tipos de servicios en uso más allá de la educación", len(beyond))

        looks = [one for one in document.get("landscape", []) if self.is_recent(one["date"])]
        if looks:
            if self.is_past(looks[-1].get("shared")):
                en, es = "Landscape analysis, shared with the community", "Análisis del panorama, compartido con la comunidad"
            else:
                en, es = "Landscape analysis", "Análisis del panorama"
            add("7.4", en, es, looks[-1]["date"])
        evaluated = [[one["date"] for one in link.get("evaluations", []) if self.is_recent(one["date"])] for link in links]
        evaluated = [max(days) for days in evaluated if days]
        part("7.4", "Partners with whom the work was evaluated within a year", "Socios con los que se evaluó el trabajo en el último año",
             len(evaluated), len(self.partners), max(evaluated, default=None))
        needs = document.get("needs", [])
        discussed = [one["discussed"] for one in needs if self.is_recent(one.get("discussed"))]
        part("7.4", "Needs talked about with families and partners within a year",
             "Necesidades conversadas con familias y socios en el último año", len(discussed), len(needs), max(discussed, default=None))

        channels = self.open_now(document.get("channels", []))
        independent = [one for one in channels if one.get("independent")]
        number("7.5", "Formal ways in that are open", "Vías formales abiertas", len(channels) - len(independent))
        number("7.5", "Ways in that work independently of the district", "Vías que funcionan con independencia del distrito", len(independent))
        part("7.5", "Ways in by which members take part in decisions", "Vías por las que se participa en las decisiones",
             len([one for one in channels if one.get("decides")]), len(channels))
        return [{"competency": name, "items": items} for name, items in found.items() if items]


def review(document, as_of):
    place = Place(document, as_of)
    coverage = [place.need(one) for one in document.get("needs", [])]
    waiting = {one["need"]: one.get("sites_without") for one in coverage if one["coverage"] != "covered"}
    active = place.open_now(document.get("coordination", []))
    coordination = {"active": len(active)}
    without = [site for site in place.sites if not any(site in (one.get("sites") or [site]) for one in active)]
    if without:
        coordination["sites_without"] = without
    looks = [one for one in document.get("landscape", []) if place.is_past(one["date"])]
    last = looks[-1] if looks else {}
    landscape = {"date": last["date"]} if last else {}
    landscape.update(within_a_year=place.is_recent(last.get("date")), shared=place.is_past(last.get("shared")),
                     partners={"have": len(last.get("partners", [])), "of": len(place.partners)})
    unused = []
    for source, one in place.gifts:
        if not place.in_use(one):
            row = {"source": source, "id": one["id"]}
            row.update({"partner": one["partner"], "resource": one["kind"]} if source == "resource" else {"asset": one["kind"]})
            for_all = not one.get("sites")
            needs = [name for name in one.get("needs", []) if name in waiting
                     and (for_all or not waiting[name] or set(one["sites"]) & set(waiting[name]))]
            unused.append({**row, "would_answer": needs} if needs else row)
    partners = [place.partner(name) for name in place.partners]
    kinds = [one["kind"] for one in document.get("partners", [])]
    resources = document.get("resources", [])
    channels = place.open_now(document.get("channels", []))
    return {
        "format": "cei.partnerships_review/1", "partnerships": document["id"], "as_of": as_of,
        "coordination": coordination, "landscape": landscape,
        "kinds": [{"kind": kind, "covered": {
            "have": len([one for one in coverage if one["kind"] == kind and one["coverage"] == "covered"]),
            "of": len([one for one in coverage if one["kind"] == kind])}} for kind in NEED_KINDS],
        "coverage": coverage,
        "unmet": [one["need"] for one in coverage if one["coverage"] in ("offered", "unmet")],
        "unused": unused, "partners": partners,
        "without_vision": [one["partner"] for one in partners if not one["vision"]],
        "without_planning": [one["partner"] for one in partners if "planned" not in one],
        "without_evaluation": [one["partner"] for one in partners if not one["evaluated_within_a_year"]],
        "one_sided": [one["partner"] for one in partners if one["giving"] in ("school_only", "partner_only")],
        "partner_kinds": [{"kind": kind, "partners": kinds.count(kind)} for kind in PARTNER_KINDS if kind in kinds],
        "resource_kinds": [{"kind": kind, "in_use": {
            "have": len([one for one in resources if one["kind"] == kind and place.in_use(one)]),
            "of": len([one for one in resources if one["kind"] == kind])}} for kind in RESOURCE_KINDS
            if any(one["kind"] == kind for one in resources)],
        "channels": {
            "open": len(channels), "independent": len([one for one in channels if one.get("independent")]),
            "decides": len([one for one in channels if one.get("decides")]),
            "kinds": [kind for kind in CHANNEL_KINDS if any(one["kind"] == kind for one in channels)]},
        "evidence": place.evidence(),
    }
