"""The dashboard's files on Priority 3. These are made up, in the published layouts; no real file is shipped."""

from __future__ import annotations

import pytest

import cei

PRACTICES_2021 = (
    "buildingRelationship|environmentRelationship|staffSupportRelationship|opportunityRelationship|"
    "professionalLearningPartnership|resourcePartnership|implementationPartnership|legalRightsPartnership|"
    "effectiveEngagementGroupDecision|effectiveEngagementDecision|strategyDecision|familyEngagementDecision"
)
PRACTICES_2025 = (
    "DevelopStaffCapacity|EnvironmentRelationship|StaffSupportRelationship|OpportunityRelationship|"
    "ProfessionalLearningPartnership|ResourcesPartnership|PoliciesProgramsPartnership|LegalRightsPartnership|"
    "SupportStaffCapacityInput|SupportFamilyCapacityInput|StrategiesInput|CollaborationtInput"
)
NARRATIVES_2025 = "|".join(f"Narrative{number}{letter}" for number in "123" for letter in "abc")
HEADERS = {
    2019: f"cdsCode|lea|priorityNumber|narrative3|narrative2|narrative1|{PRACTICES_2021}|meetingDate|performance|year",
    2021: f"cdscode|lea|priorityId|narrative3|narrative2|narrative1|{PRACTICES_2021}|meetingDate|performance|year",
    2025: f"cdsCode|lea|priorityNumber|{NARRATIVES_2025}|{PRACTICES_2025}|countyPerformance|additionalInfo|meetingDate|"
    "year",
}


def line(year: int, cds: str, lea: str, ratings: str, narrative: str = "We met, “often”.") -> str:
    if year == 2025:
        return "|".join([cds, lea, "3", *[narrative] * 9, *ratings, "", "", "06/17/2025", str(year)])
    return "|".join([cds, lea, "3", *[narrative] * 3, *ratings, "06/17/2021", "Met", str(year)])


def file(year: int, *lines: str) -> bytes:
    return ("\r\n".join([HEADERS[year], *lines]) + "\r\n").encode()


@pytest.mark.parametrize("year", HEADERS)
def test_years_with_different_headers(year: int) -> None:
    data = file(
        year,
        line(year, "01100170000000", "A county office", "123451234512"),
        line(year, "01611190000000", "A district", "54*43 321543"),
    )
    dashboard = cei.read_dashboard(data)
    assert dashboard.report.valid and dashboard.broken == ()
    profiles = cei.stage(dashboard.tallies)
    assert profiles.assessments == ("01100170000000", "01611190000000")
    numbers = [node.stage_number for node in profiles["01100170000000"].competencies]
    assert numbers == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2]
    cells = dashboard.tallies["01611190000000"].to_dict()["cells"]
    missing = {one["competency"]: one["missing"] for one in cells if "missing" in one}
    assert missing == {"1.3": {"withheld": 1}, "2.2": {"unanswered": 1}}
    assert [one["lea"] for one in dashboard.agencies] == ["A county office", "A district"]
    assert profiles.domains().columns[0] == "assessment"


def test_broken_lines_are_reported_and_not_lost() -> None:
    year = 2021
    data = file(
        year,
        line(year, "01100170000000", "One", "444444444444", 'First "line",\nsecond; third'),
        line(year, "01611190000000", "Two", "333333333333", "a pipe | in it"),
        line(year, "1611270000000", "Three", "333333333333"),
        "01611350000000|Four|3|cut off",
        line(year, "01611430000000", "Five", "9x2222222222"),
        line(year, "01100170000000", "Again", "111111111111"),
    )
    dashboard = cei.read_dashboard(data)
    assert list(dashboard.tallies.assessments) == ["01100170000000", "01611430000000"]
    assert dashboard.agencies[0]["narrative1"] == 'First "line",\nsecond; third'
    rows = [(one.code, one.at["row"], one.at.get("column")) for one in dashboard.report if one.at]
    # The first record's narratives have a line break each: it stands in rows 2 to 5.
    assert rows == [
        ("broken_line", 6, None),
        ("invalid_cds_code", 7, "cdscode"),
        ("broken_line", 8, None),
        ("unmatched_answer", 9, "buildingRelationship"),
        ("unmatched_answer", 9, "environmentRelationship"),
        ("duplicate_subject", 10, "cdscode"),
    ]
    assert [text.split("|")[1] for text in dashboard.broken] == ["Two", "Three", "Four", "Again"]
    with pytest.raises(cei.CeiError):
        cei.read_dashboard(data, errors="raise")


def test_what_is_no_such_file() -> None:
    for data, codes in (
        (b"a|b\n1|2\n", ["missing_column", "missing_column"]),
        (b"", ["missing_column", "missing_column"]),
        (b"cdsCode|lea|year\n01100170000000|x|2018\n", ["missing_column"]),
    ):
        with pytest.raises(cei.CeiError) as error:
            cei.read_dashboard(data)
        assert [one.code for one in error.value.diagnostics] == codes
