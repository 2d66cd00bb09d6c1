// cei.hpp: the C++ interface of cei, a thin wrapper of cei.h for C++17.
//
//     #include <cei.hpp>
//     #include <iostream>
//
//     try {
//         std::cout << cei::assess(json) << '\n';
//     } catch (const cei::error &error) {
//         std::cerr << error.code() << " at " << error.path() << ": " << error.message() << "; " << error.help() << '\n';
//     }
//
// Handles are move-only and free what they own; one that was moved from can only be assigned to or destroyed. They never
// change: any number of threads may use one at once. Text goes in as std::string_view and comes out as std::string, or,
// where a handle owns it, as a std::string_view that is valid as long as that handle. What fails throws cei::error.
// Whatever else cei.h says holds here too; `get()` gives the C handle.

#ifndef CEI_HPP
#define CEI_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cei.h"

namespace cei {

using status = cei_status;
using severity = cei_severity;
using level = cei_level;
using stage_status = cei_stage_status;
using bound = cei_bound;

// What a search for an index gives that finds none.
inline constexpr std::size_t not_found = CEI_NOT_FOUND;

namespace detail {

inline std::string_view view(cei_text text) noexcept { return {text.ptr, text.len}; }

template <typename T, void (*Free)(T *)> struct deleter {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <typename T, void (*Free)(T *)> using handle = std::unique_ptr<T, deleter<T, Free>>;

} // namespace detail

// One finding. Valid as long as its report.
class diagnostic {
  public:
    explicit diagnostic(const cei_diagnostic *handle) noexcept : handle_(handle) {}

    cei::severity severity() const noexcept { return cei_diagnostic_severity(handle_); }
    std::string_view code() const noexcept { return detail::view(cei_diagnostic_code(handle_)); }
    std::string_view path() const noexcept { return detail::view(cei_diagnostic_path(handle_)); }
    // From 1; 0 if what was checked was not text.
    std::uint64_t line() const noexcept { return cei_diagnostic_line(handle_); }
    std::uint64_t column() const noexcept { return cei_diagnostic_column(handle_); }
    std::string_view message(std::string_view language = "en") const noexcept {
        return detail::view(cei_diagnostic_message(handle_, language.data(), language.size()));
    }
    std::string_view help(std::string_view language = "en") const noexcept {
        return detail::view(cei_diagnostic_help(handle_, language.data(), language.size()));
    }
    std::string_view params() const noexcept { return detail::view(cei_diagnostic_params(handle_)); }
    const cei_diagnostic *get() const noexcept { return handle_; }

  private:
    const cei_diagnostic *handle_;
};

// A report that something else owns, and that is valid as long as its owner. Without one it is empty.
class report_view {
  public:
    class iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = diagnostic;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = diagnostic;

        iterator(const cei_report *report, std::size_t index) noexcept : report_(report), index_(index) {}
        diagnostic operator*() const noexcept { return diagnostic(cei_report_get(report_, index_)); }
        iterator &operator++() noexcept {
            ++index_;
            return *this;
        }
        iterator operator++(int) noexcept {
            iterator before = *this;
            ++index_;
            return before;
        }
        bool operator==(const iterator &other) const noexcept { return index_ == other.index_; }
        bool operator!=(const iterator &other) const noexcept { return index_ != other.index_; }

      private:
        const cei_report *report_;
        std::size_t index_;
    };

    explicit report_view(const cei_report *handle = nullptr) noexcept : handle_(handle) {}

    bool valid() const noexcept { return cei_report_valid(handle_); }
    std::size_t size() const noexcept { return cei_report_count(handle_); }
    bool empty() const noexcept { return size() == 0; }
    diagnostic operator[](std::size_t index) const noexcept { return diagnostic(cei_report_get(handle_, index)); }
    iterator begin() const noexcept { return {handle_, 0}; }
    iterator end() const noexcept { return {handle_, size()}; }
    inline std::string json(std::string_view language = "en") const;
    const cei_report *get() const noexcept { return handle_; }

  private:
    const cei_report *handle_;
};

// Why a call did not do what was asked. Speaks of the first error of a document; report() has all of them.
class error : public std::runtime_error {
  public:
    explicit error(cei_error *handle)
        : std::runtime_error(std::string(detail::view(cei_error_message(handle, "en", 2)))),
          handle_(handle, cei_error_free) {}

    cei::status status() const noexcept { return cei_error_status(handle_.get()); }
    std::string_view code() const noexcept { return detail::view(cei_error_code(handle_.get())); }
    std::string_view path() const noexcept { return detail::view(cei_error_path(handle_.get())); }
    std::string_view message(std::string_view language = "en") const noexcept {
        return detail::view(cei_error_message(handle_.get(), language.data(), language.size()));
    }
    std::string_view help(std::string_view language = "en") const noexcept {
        return detail::view(cei_error_help(handle_.get(), language.data(), language.size()));
    }
    // Empty if no document is at fault.
    report_view report() const noexcept { return report_view(cei_error_report(handle_.get())); }
    const cei_error *get() const noexcept { return handle_.get(); }

  private:
    // Shared, because an exception has to be copied.
    std::shared_ptr<cei_error> handle_;
};

namespace detail {

// Makes a handle by calling `function` with `arguments`, a place for it and one for an error.
template <typename T, typename Function, typename... Arguments> T *made(Function function, Arguments... arguments) {
    T *out = nullptr;
    cei_error *failure = nullptr;
    if (function(arguments..., &out, &failure) != CEI_STATUS_OK) {
        throw error(failure);
    }
    return out;
}

// The same for text.
template <typename Function, typename... Arguments> std::string text(Function function, Arguments... arguments) {
    struct owned {
        cei_buffer buffer{nullptr, 0};
        ~owned() { cei_buffer_free(&buffer); }
    } out;
    cei_error *failure = nullptr;
    if (function(arguments..., &out.buffer, &failure) != CEI_STATUS_OK) {
        throw error(failure);
    }
    return {out.buffer.ptr, out.buffer.len};
}

} // namespace detail

inline std::string report_view::json(std::string_view language) const {
    return detail::text(cei_report_json, handle_, language.data(), language.size());
}

// A rubric that something else owns, and that is valid as long as its owner. Stages have numbers from 1, everything else
// has indices from 0; a competency's goes through all domains.
class rubric_view {
  public:
    explicit rubric_view(const cei_rubric *handle) noexcept : handle_(handle) {}

    std::string json() const { return detail::text(cei_rubric_json, get()); }
    std::string_view digest() const noexcept { return detail::view(cei_rubric_digest(get())); }
    std::string_view structure() const noexcept { return detail::view(cei_rubric_structure(get())); }
    std::string_view id() const noexcept { return detail::view(cei_rubric_id(get())); }
    std::string_view version() const noexcept { return detail::view(cei_rubric_version(get())); }
    std::string_view title(std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_title(get(), language.data(), language.size()));
    }

    std::uint32_t stage_count() const noexcept { return cei_rubric_stage_count(get()); }
    std::string_view stage_id(std::uint32_t number) const noexcept {
        return detail::view(cei_rubric_stage_id(get(), number));
    }
    std::string_view stage_title(std::uint32_t number, std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_stage_title(get(), number, language.data(), language.size()));
    }
    // 0 if there is none.
    std::uint32_t stage_number(std::string_view id) const noexcept {
        return cei_rubric_stage_number(get(), id.data(), id.size());
    }

    std::size_t group_count() const noexcept { return cei_rubric_group_count(get()); }
    std::string_view group_id(std::size_t index) const noexcept {
        return detail::view(cei_rubric_group_id(get(), index));
    }
    std::string_view group_title(std::size_t index, std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_group_title(get(), index, language.data(), language.size()));
    }
    std::size_t group_index(std::string_view id) const noexcept {
        return cei_rubric_group_index(get(), id.data(), id.size());
    }

    std::size_t domain_count() const noexcept { return cei_rubric_domain_count(get()); }
    std::string_view domain_id(std::size_t index) const noexcept {
        return detail::view(cei_rubric_domain_id(get(), index));
    }
    std::string_view domain_title(std::size_t index, std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_domain_title(get(), index, language.data(), language.size()));
    }
    std::size_t domain_index(std::string_view id) const noexcept {
        return cei_rubric_domain_index(get(), id.data(), id.size());
    }

    std::size_t competency_count() const noexcept { return cei_rubric_competency_count(get()); }
    std::string_view competency_id(std::size_t index) const noexcept {
        return detail::view(cei_rubric_competency_id(get(), index));
    }
    std::string_view competency_title(std::size_t index, std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_competency_title(get(), index, language.data(), language.size()));
    }
    std::size_t competency_index(std::string_view id) const noexcept {
        return cei_rubric_competency_index(get(), id.data(), id.size());
    }
    std::size_t competency_domain(std::size_t index) const noexcept {
        return cei_rubric_competency_domain(get(), index);
    }
    // Empty where the rubric does not describe that stage.
    std::string_view descriptor(std::size_t competency, std::uint32_t stage_number,
                                std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_descriptor(get(), competency, stage_number, language.data(), language.size()));
    }

    std::size_t lens_count() const noexcept { return cei_rubric_lens_count(get()); }
    std::string_view lens_id(std::size_t index) const noexcept {
        return detail::view(cei_rubric_lens_id(get(), index));
    }
    std::string_view lens_title(std::size_t index, std::string_view language = "en") const noexcept {
        return detail::view(cei_rubric_lens_title(get(), index, language.data(), language.size()));
    }
    const cei_rubric *get() const noexcept { return handle_; }

  private:
    const cei_rubric *handle_;
};

class rubric : public rubric_view {
  public:
    static rubric parse(std::string_view json) {
        return rubric(detail::made<cei_rubric>(cei_rubric_parse, json.data(), json.size()));
    }
    static rubric built_in(std::string_view name) {
        return rubric(detail::made<cei_rubric>(cei_rubric_built_in, name.data(), name.size()));
    }
    static std::vector<std::string_view> names() {
        std::vector<std::string_view> names;
        for (std::size_t index = 0; index < cei_rubric_built_in_count(); ++index) {
            names.push_back(detail::view(cei_rubric_built_in_name(index)));
        }
        return names;
    }

  private:
    explicit rubric(cei_rubric *handle) noexcept : rubric_view(handle), handle_(handle) {}
    detail::handle<cei_rubric, cei_rubric_free> handle_;
};

class policy {
  public:
    static policy parse(std::string_view json) {
        return policy(detail::made<cei_policy>(cei_policy_parse, json.data(), json.size()));
    }
    static policy built_in(std::string_view name) {
        return policy(detail::made<cei_policy>(cei_policy_built_in, name.data(), name.size()));
    }
    static std::vector<std::string_view> names() {
        std::vector<std::string_view> names;
        for (std::size_t index = 0; index < cei_policy_built_in_count(); ++index) {
            names.push_back(detail::view(cei_policy_built_in_name(index)));
        }
        return names;
    }

    std::string_view id() const noexcept { return detail::view(cei_policy_id(get())); }
    std::string_view version() const noexcept { return detail::view(cei_policy_version(get())); }
    std::string_view title(std::string_view language = "en") const noexcept {
        return detail::view(cei_policy_title(get(), language.data(), language.size()));
    }
    std::string json() const { return detail::text(cei_policy_json, get()); }
    std::string_view digest() const noexcept { return detail::view(cei_policy_digest(get())); }
    const cei_policy *get() const noexcept { return handle_.get(); }

  private:
    explicit policy(cei_policy *handle) noexcept : handle_(handle) {}
    detail::handle<cei_policy, cei_policy_free> handle_;
};

// All that was found in one document.
class report : public report_view {
  public:
    // The same without any value of the document.
    report masked() const { return report(detail::made<cei_report>(cei_report_masked, get())); }

  private:
    friend report validate(std::string_view json);
    friend report validate(std::string_view json, const rubric_view &rubric);
    explicit report(cei_report *handle) noexcept : report_view(handle), handle_(handle) {}
    detail::handle<cei_report, cei_report_free> handle_;
};

// Checks a document of any kind; whatever is in it, this does not throw. An assessment or a tally is held against the
// built-in rubric that it names.
inline report validate(std::string_view json) {
    return report(
        detail::made<cei_report>(cei_validate, json.data(), json.size(), static_cast<const cei_rubric *>(nullptr)));
}

// The same, held against this rubric.
inline report validate(std::string_view json, const rubric_view &rubric) {
    return report(detail::made<cei_report>(cei_validate, json.data(), json.size(), rubric.get()));
}

class assessment {
  public:
    // Held against the built-in rubric that it names.
    static assessment read(std::string_view json) { return read_with(json, nullptr); }
    static assessment read(std::string_view json, const rubric_view &rubric) { return read_with(json, rubric.get()); }

    std::string_view id() const noexcept { return detail::view(cei_assessment_id(get())); }
    // Empty if it does not say.
    std::string_view subject() const noexcept { return detail::view(cei_assessment_subject(get())); }
    std::size_t rater_count() const noexcept { return cei_assessment_rater_count(get()); }
    std::size_t rating_count() const noexcept { return cei_assessment_rating_count(get()); }
    std::size_t decision_count() const noexcept { return cei_assessment_decision_count(get()); }
    // Warnings and notes.
    report_view report() const noexcept { return report_view(cei_assessment_report(get())); }
    std::string json() const { return detail::text(cei_assessment_json, get()); }
    const cei_assessment *get() const noexcept { return handle_.get(); }

  private:
    static assessment read_with(std::string_view json, const cei_rubric *rubric) {
        return assessment(detail::made<cei_assessment>(cei_assessment_read, json.data(), json.size(), rubric));
    }
    explicit assessment(cei_assessment *handle) noexcept : handle_(handle) {}
    detail::handle<cei_assessment, cei_assessment_free> handle_;
};

// How many answers named each stage, and how many gave none.
struct counts : cei_counts {
    counts() noexcept : cei_counts{} { size = sizeof(cei_counts); }
};

class tally {
  public:
    // Without any answer, to add counts to.
    tally(const rubric_view &rubric, std::string_view assessment)
        : handle_(detail::made<cei_tally>(cei_tally_new, rubric.get(), assessment.data(), assessment.size())) {}
    // The counts of an assessment.
    static tally of(const assessment &assessment) {
        return tally(detail::made<cei_tally>(cei_tally_of, assessment.get()));
    }
    // Held against the built-in rubric that it names.
    static tally read(std::string_view json) { return read_with(json, nullptr); }
    static tally read(std::string_view json, const rubric_view &rubric) { return read_with(json, rubric.get()); }

    // The sum of two tallies of the same rubric, subject and period.
    friend tally operator+(const tally &left, const tally &right) {
        return tally(detail::made<cei_tally>(cei_tally_add, left.get(), right.get()));
    }
    // Adds to what there is for a competency and a group, by their indices. No other thread may use the tally then.
    void add(std::size_t competency, std::size_t group, const cei_counts &counts) {
        cei_error *failure = nullptr;
        if (cei_tally_add_counts(handle_.get(), competency, group, &counts, &failure) != CEI_STATUS_OK) {
            throw error(failure);
        }
    }
    // All 0 if there is no such competency or group.
    cei::counts counts(std::size_t competency, std::size_t group) const noexcept {
        cei::counts found;
        cei_tally_counts(get(), competency, group, &found);
        return found;
    }
    // The ids of the assessments that were counted, joined by `+`.
    std::string_view assessment() const noexcept { return detail::view(cei_tally_assessment(get())); }
    std::string json() const { return detail::text(cei_tally_json, get()); }
    const cei_tally *get() const noexcept { return handle_.get(); }

  private:
    static tally read_with(std::string_view json, const cei_rubric *rubric) {
        return tally(detail::made<cei_tally>(cei_tally_read, json.data(), json.size(), rubric));
    }
    friend class tallies;
    explicit tally(cei_tally *handle) noexcept : handle_(handle) {}
    detail::handle<cei_tally, cei_tally_free> handle_;
};

// The tallies of a table, one for each assessment, in the order of their ids. Streams are those of the Arrow C stream
// interface, whose header you include.
class tallies {
  public:
    // Consumes the stream. `assessment` is that of all rows where the table has no such column.
    static tallies of(ArrowArrayStream &stream, std::string_view assessment = {}) {
        return tallies(read(stream, nullptr, assessment));
    }
    static tallies of(ArrowArrayStream &stream, const rubric_view &rubric, std::string_view assessment = {}) {
        return tallies(read(stream, rubric.get(), assessment));
    }

    std::size_t size() const noexcept { return cei_tallies_count(get()); }
    // Throws std::out_of_range past the last one.
    tally operator[](std::size_t index) const {
        cei_tally *one = cei_tallies_get(get(), index);
        if (one == nullptr) {
            throw std::out_of_range("there is no such tally");
        }
        return tally(one);
    }
    // The warnings that the table gave; valid as long as this.
    report_view report() const noexcept { return report_view(cei_tallies_report(get())); }

    // Each fills a stream that is yours, and needs nothing else.
    void counts(ArrowArrayStream &out) const { made(cei_tallies_counts_stream, out); }
    void stages(ArrowArrayStream &out) const { staged(cei_tallies_stages_stream, nullptr, out); }
    void stages(const policy &policy, ArrowArrayStream &out) const {
        staged(cei_tallies_stages_stream, policy.get(), out);
    }
    void domains(ArrowArrayStream &out) const { staged(cei_tallies_domains_stream, nullptr, out); }
    void domains(const policy &policy, ArrowArrayStream &out) const {
        staged(cei_tallies_domains_stream, policy.get(), out);
    }
    const cei_tallies *get() const noexcept { return handle_.get(); }

  private:
    static cei_tallies *read(ArrowArrayStream &stream, const cei_rubric *rubric, std::string_view assessment) {
        return detail::made<cei_tallies>(cei_tallies_of_stream, &stream, rubric, assessment.data(), assessment.size());
    }
    template <typename Make> void made(Make make, ArrowArrayStream &out) const {
        cei_error *failure = nullptr;
        if (make(get(), &out, &failure) != CEI_STATUS_OK) {
            throw error(failure);
        }
    }
    template <typename Make> void staged(Make make, const cei_policy *policy, ArrowArrayStream &out) const {
        made([=](const cei_tallies *tallies, ArrowArrayStream *to, cei_error **failure) {
            return make(tallies, policy, to, failure);
        }, out);
    }
    explicit tallies(cei_tallies *handle) noexcept : handle_(handle) {}
    detail::handle<cei_tallies, cei_tallies_free> handle_;
};

// What a profile says of one thing. Valid as long as the profile. One that was not found is false, and empty.
class node {
  public:
    // A vote, or votes of people without names, that would go up.
    struct raised {
        std::string_view id;
        std::string_view from;
        std::string_view to;
        std::uint64_t votes;
    };

    explicit node(const cei_node *handle = nullptr) noexcept : handle_(handle) {}
    explicit operator bool() const noexcept { return handle_ != nullptr; }

    cei::level level() const noexcept { return cei_node_level(get()); }
    std::string_view id() const noexcept { return detail::view(cei_node_id(get())); }
    std::string_view path() const noexcept { return detail::view(cei_node_path(get())); }
    std::string_view title(std::string_view language = "en") const noexcept {
        return detail::view(cei_node_title(get(), language.data(), language.size()));
    }
    cei::stage_status status() const noexcept { return cei_node_status(get()); }
    std::string_view stage() const noexcept { return detail::view(cei_node_stage(get())); }
    // From 1 for the lowest; 0 for none.
    std::uint32_t stage_number() const noexcept { return cei_node_stage_number(get()); }
    std::string_view low() const noexcept { return detail::view(cei_node_low(get())); }
    std::uint32_t low_number() const noexcept { return cei_node_low_number(get()); }
    std::string_view high() const noexcept { return detail::view(cei_node_high(get())); }
    std::uint32_t high_number() const noexcept { return cei_node_high_number(get()); }
    cei::bound bound() const noexcept { return cei_node_bound(get()); }
    std::uint64_t votes() const noexcept { return cei_node_votes(get()); }
    std::uint64_t members() const noexcept { return cei_node_members(get()); }
    std::uint64_t need() const noexcept { return cei_node_need(get()); }
    std::uint64_t reached(std::uint32_t stage_number) const noexcept { return cei_node_reached(get(), stage_number); }
    std::uint64_t points() const noexcept { return cei_node_points(get()); }
    std::uint64_t most_points() const noexcept { return cei_node_most_points(get()); }
    std::string_view reason(std::string_view language = "en") const noexcept {
        return detail::view(cei_node_reason(get(), language.data(), language.size()));
    }
    // 0 where there is no way to a next stage.
    std::uint64_t next_steps() const noexcept { return cei_node_next_steps(get()); }
    std::string_view next_stage() const noexcept { return detail::view(cei_node_next_stage(get())); }
    std::uint32_t next_stage_number() const noexcept { return cei_node_next_stage_number(get()); }
    std::vector<raised> raises() const {
        std::vector<raised> all;
        for (std::size_t index = 0; index < cei_node_raise_count(get()); ++index) {
            all.push_back({detail::view(cei_node_raise_id(get(), index)), detail::view(cei_node_raise_from(get(), index)),
                           detail::view(cei_node_raise_to(get(), index)), cei_node_raise_votes(get(), index)});
        }
        return all;
    }
    std::vector<std::string_view> held_by() const {
        std::vector<std::string_view> all;
        for (std::size_t index = 0; index < cei_node_held_by_count(get()); ++index) {
            all.push_back(detail::view(cei_node_held_by(get(), index)));
        }
        return all;
    }
    bool is_decided() const noexcept { return cei_node_is_decided(get()); }
    // The answers of a group; all 0 for other nodes.
    cei::counts counts() const noexcept {
        cei::counts found;
        cei_node_counts(get(), &found);
        return found;
    }
    std::vector<diagnostic> notes() const {
        std::vector<diagnostic> all;
        for (std::size_t index = 0; index < cei_node_note_count(get()); ++index) {
            all.emplace_back(cei_node_note(get(), index));
        }
        return all;
    }
    std::size_t size() const noexcept { return cei_node_child_count(get()); }
    node operator[](std::size_t index) const noexcept { return node(cei_node_child(get(), index)); }
    node operator[](std::string_view id) const noexcept {
        return node(cei_node_child_by_id(get(), id.data(), id.size()));
    }
    std::string json() const { return detail::text(cei_node_json, get()); }
    const cei_node *get() const noexcept { return handle_; }

  private:
    const cei_node *handle_;
};

class profile {
  public:
    // Its titles are those of the built-in rubric that it names.
    static profile read(std::string_view json) { return read_with(json, nullptr); }
    static profile read(std::string_view json, const rubric_view &rubric) { return read_with(json, rubric.get()); }

    std::string_view assessment() const noexcept { return detail::view(cei_profile_assessment(get())); }
    std::string_view subject() const noexcept { return detail::view(cei_profile_subject(get())); }
    rubric_view rubric() const noexcept { return rubric_view(cei_profile_rubric(get())); }
    // False if the policy has no rule for it.
    node overall() const noexcept { return node(cei_profile_overall(get())); }
    std::size_t size() const noexcept { return cei_profile_domain_count(get()); }
    node operator[](std::size_t index) const noexcept { return node(cei_profile_domain(get(), index)); }
    // A domain or a competency.
    node operator[](std::string_view id) const noexcept { return node(cei_profile_node(get(), id.data(), id.size())); }
    std::size_t lens_count() const noexcept { return cei_profile_lens_count(get()); }
    std::string_view lens_id(std::size_t index) const noexcept {
        return detail::view(cei_profile_lens_id(get(), index));
    }
    std::size_t part_count(std::size_t lens) const noexcept { return cei_profile_part_count(get(), lens); }
    node part(std::size_t lens, std::size_t index) const noexcept {
        return node(cei_profile_part(get(), lens, index));
    }
    node part(std::size_t lens, std::string_view id) const noexcept {
        return node(cei_profile_part_by_id(get(), lens, id.data(), id.size()));
    }
    report_view notes() const noexcept { return report_view(cei_profile_notes(get())); }
    std::string json() const { return detail::text(cei_profile_json, get()); }
    const cei_profile *get() const noexcept { return handle_.get(); }

  private:
    static profile read_with(std::string_view json, const cei_rubric *rubric) {
        return profile(detail::made<cei_profile>(cei_profile_read, json.data(), json.size(), rubric));
    }
    friend class rules;
    friend profile stage(const tally &tally);
    friend profile stage(const tally &tally, const policy &policy);
    explicit profile(cei_profile *handle) noexcept : handle_(handle) {}
    detail::handle<cei_profile, cei_profile_free> handle_;
};

// A policy compiled for one rubric: made once, it stages any number of tallies.
class rules {
  public:
    // By the policy `cei-default`.
    explicit rules(const rubric_view &rubric)
        : handle_(detail::made<cei_rules>(cei_rules_new, static_cast<const cei_policy *>(nullptr), rubric.get())) {}
    rules(const policy &policy, const rubric_view &rubric)
        : handle_(detail::made<cei_rules>(cei_rules_new, policy.get(), rubric.get())) {}

    profile stage(const tally &tally) const {
        return profile(detail::made<cei_profile>(cei_rules_stage, get(), tally.get()));
    }
    // How many columns the next three write: one for each domain, and one for the overall stage if there is one.
    std::size_t matrix_columns() const noexcept { return cei_rules_matrix_columns(get()); }
    // The stages of the domains of one assessment, from its document: see cei_rules_stage_document.
    std::vector<std::uint8_t> stage_document(std::string_view json) const {
        std::vector<std::uint8_t> out(matrix_columns());
        cei_error *failure = nullptr;
        if (cei_rules_stage_document(get(), json.data(), json.size(), out.data(), out.size(), &failure) != CEI_STATUS_OK) {
            throw error(failure);
        }
        return out;
    }
    // The stages of many assessments from plain arrays: see cei_rules_stage_matrix, whose arguments these are.
    void stage_matrix(std::uint32_t order, const std::uint8_t *values, std::size_t rows, std::size_t stride,
                      std::uint8_t *out, std::size_t out_stride) const {
        cei_error *failure = nullptr;
        if (cei_rules_stage_matrix(get(), order, values, rows, stride, out, out_stride, &failure) != CEI_STATUS_OK) {
            throw error(failure);
        }
    }
    // The same from single answers: see cei_rules_stage_answers.
    void stage_answers(const std::uint32_t *of_assessments, const std::uint8_t *of_groups,
                       const std::uint16_t *of_competencies, const std::uint8_t *stages, std::size_t len,
                       std::size_t assessments, std::uint32_t order, std::uint8_t *out, std::size_t out_stride) const {
        cei_error *failure = nullptr;
        if (cei_rules_stage_answers(get(), of_assessments, of_groups, of_competencies, stages, len, assessments, order, out,
                                    out_stride, &failure) != CEI_STATUS_OK) {
            throw error(failure);
        }
    }
    const cei_rules *get() const noexcept { return handle_.get(); }

  private:
    detail::handle<cei_rules, cei_rules_free> handle_;
};

// Stages a tally by the policy `cei-default`.
inline profile stage(const tally &tally) {
    return profile(detail::made<cei_profile>(cei_stage, tally.get(), static_cast<const cei_policy *>(nullptr)));
}

inline profile stage(const tally &tally, const policy &policy) {
    return profile(detail::made<cei_profile>(cei_stage, tally.get(), policy.get()));
}

// From a `cei.assessment/1` document to its `cei.profile/1` document. Without a rubric, it is the built-in one that the
// document names; without a policy, it is `cei-default`.
inline std::string assess(std::string_view json, const rubric *rubric = nullptr, const policy *policy = nullptr) {
    return detail::text(cei_assess, json.data(), json.size(), rubric != nullptr ? rubric->get() : nullptr,
                        policy != nullptr ? policy->get() : nullptr);
}

// What the operation `name`, such as `gaps`, derives from documents: see cei_derive.
inline std::string derive(std::string_view name, std::string_view arguments) {
    return detail::text(cei_derive, name.data(), name.size(), arguments.data(), arguments.size());
}

// Every operation of derive, with the JSON Schema of its arguments, as JSON.
inline std::string operations_json() { return detail::text(cei_operations_json); }

// Every code a finding can have, as JSON.
inline std::string codes_json() { return detail::text(cei_codes_json); }

// The names of the codes, in the order of the catalogue.
inline std::vector<std::string_view> code_names() {
    std::vector<std::string_view> names;
    for (std::size_t index = 0; index < cei_code_count(); ++index) {
        names.push_back(detail::view(cei_code_name(index)));
    }
    return names;
}

inline severity code_severity(std::size_t index) noexcept { return cei_code_severity(index); }

inline std::string_view code_explanation(std::size_t index, std::string_view language = "en") noexcept {
    return detail::view(cei_code_explanation(index, language.data(), language.size()));
}

// The kinds of documents that have a schema.
inline std::vector<std::string_view> schema_names() {
    std::vector<std::string_view> names;
    for (std::size_t index = 0; index < cei_schema_count(); ++index) {
        names.push_back(detail::view(cei_schema_name(index)));
    }
    return names;
}

// The JSON Schema of a kind of document, such as `assessment`.
inline std::string schema(std::string_view name) { return detail::text(cei_schema, name.data(), name.size()); }

inline std::string_view version() noexcept { return detail::view(cei_version()); }
inline std::string_view rules_version() noexcept { return detail::view(cei_rules_version()); }
inline std::uint32_t abi_version() noexcept { return cei_abi_version(); }

} // namespace cei

#endif
