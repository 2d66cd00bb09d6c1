// Answers the requests of the corpus (tests/vectors) with the C++ wrapper. Speaks as tests/clients/c/corpus.c does:
//
//     corpus_cpp OP RUBRIC POLICY [DOCUMENT [DOCUMENT]]
//     corpus_cpp < requests

#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "cei.hpp"

namespace {

static_assert(!std::is_copy_constructible<cei::rubric>::value && std::is_nothrow_move_constructible<cei::rubric>::value,
              "a handle moves and is not copied");
static_assert(!std::is_copy_constructible<cei::report>::value && std::is_nothrow_move_assignable<cei::report>::value,
              "a handle moves and is not copied");
static_assert(std::is_nothrow_copy_constructible<cei::error>::value, "an exception is copied");

struct answer {
    int code;
    std::string text;
};

struct request {
    std::string op;
    std::optional<cei::rubric> rubric;
    std::optional<cei::policy> policy;
    std::vector<std::string> documents;
};

struct misuse : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string file(const std::string &path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw misuse(path + " cannot be read");
    }
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool is_file(const std::string &name) { return name.find('/') != std::string::npos; }

cei::assessment assessment(const request &asked) {
    const std::string &json = asked.documents.at(0);
    return asked.rubric ? cei::assessment::read(json, *asked.rubric) : cei::assessment::read(json);
}

cei::tally tally(const request &asked, std::size_t index) {
    const std::string &json = asked.documents.at(index);
    return asked.rubric ? cei::tally::read(json, *asked.rubric) : cei::tally::read(json);
}

cei::profile stage(const request &asked, const cei::tally &tally) {
    return asked.policy ? cei::stage(tally, *asked.policy) : cei::stage(tally);
}

// Step by step; it has to be what the one call gives.
answer assess(const request &asked) {
    const std::string profile = stage(asked, cei::tally::of(assessment(asked))).json();
    const std::string other = cei::assess(asked.documents.at(0), asked.rubric ? &*asked.rubric : nullptr,
                                          asked.policy ? &*asked.policy : nullptr);
    if (profile != other) {
        throw misuse("assess and stage differ");
    }
    return {0, profile};
}

answer compile(const request &asked) {
    const cei::report report = cei::validate(asked.documents.at(0), asked.rubric.value());
    try {
        const cei::rules rules(cei::policy::parse(asked.documents.at(0)), asked.rubric.value());
        if (!report.valid()) {
            throw misuse("it compiles, but is not valid");
        }
    } catch (const cei::error &error) {
        if (report.valid()) {
            throw misuse("it is valid, but does not compile: " + std::string(error.code()));
        }
    }
    return {report.valid() ? 0 : 1, report.json()};
}

answer validate(const request &asked) {
    const std::string &json = asked.documents.at(0);
    const cei::report report = asked.rubric ? cei::validate(json, *asked.rubric) : cei::validate(json);
    std::size_t errors = 0;
    for (const cei::diagnostic one : report) {
        errors += one.severity() == CEI_SEVERITY_ERROR ? 1U : 0U;
    }
    if ((errors == 0) != report.valid() || report.masked().size() != report.size()) {
        throw misuse("the report contradicts itself");
    }
    return {report.valid() ? 0 : 1, report.json()};
}

std::string digests(const cei::rubric &rubric) {
    std::ostringstream text;
    text << R"({"digest":")" << rubric.digest() << R"(","structure":")" << rubric.structure() << R"("})";
    return text.str();
}

std::string digests(const cei::policy &policy) {
    std::ostringstream text;
    text << R"({"digest":")" << policy.digest() << R"("})";
    return text.str();
}

answer digest(const request &asked) {
    if (asked.documents.empty()) {
        return {0, asked.rubric ? digests(*asked.rubric) : digests(asked.policy.value())};
    }
    try {
        return {0, digests(cei::rubric::parse(asked.documents[0]))};
    } catch (const cei::error &error) {
        if (error.code() != "unknown_format") {
            throw;
        }
        return {0, digests(cei::policy::parse(asked.documents[0]))};
    }
}

answer act(const request &asked) {
    if (asked.op == "assess") {
        return assess(asked);
    }
    if (asked.op == "stage") {
        return {0, stage(asked, tally(asked, 0)).json()};
    }
    if (asked.op == "tally") {
        return {0, cei::tally::of(assessment(asked)).json()};
    }
    if (asked.op == "merge") {
        return {0, (tally(asked, 0) + tally(asked, 1)).json()};
    }
    if (asked.op == "validate") {
        return validate(asked);
    }
    if (asked.op == "compile") {
        return compile(asked);
    }
    if (asked.op == "digest") {
        return digest(asked);
    }
    static const std::string derive = "derive:";
    if (asked.op.rfind(derive, 0) == 0) {
        return {0, cei::derive(asked.op.substr(derive.size()), asked.documents.at(0))};
    }
    throw misuse("no such OP");
}

answer run(const std::vector<std::string> &fields) {
    try {
        request asked;
        asked.op = fields.at(0);
        const std::string &rubric = fields.at(1);
        const std::string &policy = fields.at(2);
        if (rubric != "-") {
            asked.rubric = is_file(rubric) ? cei::rubric::parse(file(rubric)) : cei::rubric::built_in(rubric);
        }
        if (policy != "-") {
            asked.policy = is_file(policy) ? cei::policy::parse(file(policy)) : cei::policy::built_in(policy);
        }
        for (std::size_t index = 3; index < fields.size(); ++index) {
            asked.documents.push_back(file(fields[index]));
        }
        return act(asked);
    } catch (const cei::error &thrown) {
        const cei::error error = thrown;
        if (error.report().empty()) {
            return {2, std::string(error.what())};
        }
        return {1, error.report().json()};
    } catch (const std::exception &error) {
        return {2, error.what()};
    }
}

} // namespace

int main(int argc, char **argv) {
    if (cei::abi_version() != CEI_ABI_VERSION || cei::version().empty() || cei::rules_version().empty()
        || cei::codes_json().empty() || cei::operations_json().empty() || cei::schema("assessment").empty() || cei::rubric::names().empty() || cei::policy::names().empty()) {
        return 2;
    }
    if (argc > 1) {
        const answer given = run(std::vector<std::string>(argv + 1, argv + argc));
        std::cout << given.text << '\n';
        return given.code;
    }
    for (std::string line; std::getline(std::cin, line);) {
        std::vector<std::string> fields;
        std::istringstream stream(line);
        for (std::string field; std::getline(stream, field, '\t');) {
            fields.push_back(field);
        }
        const answer given = run(fields);
        std::cout << given.code << ' ' << given.text.size() << '\n' << given.text << '\n' << std::flush;
    }
    return 0;
}
