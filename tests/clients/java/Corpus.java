// Answers the requests of the corpus with the C library, through JNA. Speaks as tests/clients/c/corpus.c does.
//
//     java -cp /usr/share/java/jna.jar -Dcei.library=/path/to/libcei.so Corpus.java < requests
//
// A place to start from: it declares what it uses of cei.h, wraps text, errors and handles once, and then only calls.

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.PointerByReference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

public final class Corpus implements AutoCloseable {
    /** What is used of cei.h. A `size_t` is a NativeLong, a handle a Pointer. */
    public interface Cei extends Library {
        int cei_abi_version();
        void cei_buffer_free(Bytes buffer);
        Bytes.ByValue cei_error_code(Pointer error);
        Bytes.ByValue cei_error_message(Pointer error, byte[] language, NativeLong len);
        Pointer cei_error_report(Pointer error);
        void cei_error_free(Pointer error);
        int cei_validate(byte[] json, NativeLong len, Pointer rubric, PointerByReference out, PointerByReference error);
        byte cei_report_valid(Pointer report);
        int cei_report_json(Pointer report, byte[] language, NativeLong len, Bytes out, PointerByReference error);
        void cei_report_free(Pointer report);
        int cei_rubric_parse(byte[] json, NativeLong len, PointerByReference out, PointerByReference error);
        int cei_rubric_built_in(byte[] name, NativeLong len, PointerByReference out, PointerByReference error);
        Bytes.ByValue cei_rubric_digest(Pointer rubric);
        Bytes.ByValue cei_rubric_structure(Pointer rubric);
        void cei_rubric_free(Pointer rubric);
        int cei_policy_parse(byte[] json, NativeLong len, PointerByReference out, PointerByReference error);
        int cei_policy_built_in(byte[] name, NativeLong len, PointerByReference out, PointerByReference error);
        Bytes.ByValue cei_policy_digest(Pointer policy);
        void cei_policy_free(Pointer policy);
        int cei_assessment_read(byte[] json, NativeLong len, Pointer rubric, PointerByReference out, PointerByReference error);
        void cei_assessment_free(Pointer assessment);
        int cei_tally_of(Pointer assessment, PointerByReference out, PointerByReference error);
        int cei_tally_read(byte[] json, NativeLong len, Pointer rubric, PointerByReference out, PointerByReference error);
        int cei_tally_add(Pointer left, Pointer right, PointerByReference out, PointerByReference error);
        int cei_tally_json(Pointer tally, Bytes out, PointerByReference error);
        void cei_tally_free(Pointer tally);
        int cei_stage(Pointer tally, Pointer policy, PointerByReference out, PointerByReference error);
        int cei_profile_json(Pointer profile, Bytes out, PointerByReference error);
        void cei_profile_free(Pointer profile);
        int cei_derive(byte[] name, NativeLong nameLen, byte[] arguments, NativeLong len, Bytes out, PointerByReference error);
    }

    /** A cei_text, or a cei_buffer. */
    public static class Bytes extends Structure {
        public Pointer ptr;
        public NativeLong len = new NativeLong();

        public static final class ByValue extends Bytes implements Structure.ByValue {}

        @Override
        protected List<String> getFieldOrder() {
            return Arrays.asList("ptr", "len");
        }

        byte[] get() {
            return len.longValue() == 0 ? new byte[0] : ptr.getByteArray(0, len.intValue());
        }

        String text() {
            return new String(get(), StandardCharsets.UTF_8);
        }
    }

    /** A call did not do what was asked. Has the report on the document, if one is at fault. */
    static final class Refused extends Exception {
        final String code;
        final byte[] report;

        Refused(Pointer error) throws Refused {
            super(CEI.cei_error_message(error, ENGLISH, length(ENGLISH)).text());
            code = CEI.cei_error_code(error).text();
            Pointer found = CEI.cei_error_report(error);
            report = found == null ? null : written((out, to) -> CEI.cei_report_json(found, ENGLISH, length(ENGLISH), out, to));
            CEI.cei_error_free(error);
        }
    }

    record Answer(int code, byte[] data) {}

    interface Making {
        int call(PointerByReference out, PointerByReference error);
    }

    interface Writing {
        int call(Bytes out, PointerByReference error);
    }

    interface Freeing {
        void call(Pointer handle);
    }

    static final Cei CEI = Native.load(System.getProperty("cei.library", "cei"), Cei.class);
    static final byte[] ENGLISH = utf8("en");

    /** What this request holds, freed when it is answered. */
    private final Deque<Runnable> held = new ArrayDeque<>();

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static NativeLong length(byte[] data) {
        return new NativeLong(data.length);
    }

    static byte[] written(Writing writing) throws Refused {
        Bytes buffer = new Bytes();
        PointerByReference error = new PointerByReference();
        if (writing.call(buffer, error) != 0) {
            throw new Refused(error.getValue());
        }
        byte[] data = buffer.get();
        CEI.cei_buffer_free(buffer);
        return data;
    }

    Pointer made(Freeing free, Making making) throws Refused {
        PointerByReference out = new PointerByReference();
        PointerByReference error = new PointerByReference();
        if (making.call(out, error) != 0) {
            throw new Refused(error.getValue());
        }
        Pointer handle = out.getValue();
        held.push(() -> free.call(handle));
        return handle;
    }

    @Override
    public void close() {
        held.forEach(Runnable::run);
    }

    Pointer rubric(byte[] json) throws Refused {
        return made(CEI::cei_rubric_free, (out, error) -> CEI.cei_rubric_parse(json, length(json), out, error));
    }

    Pointer policy(byte[] json) throws Refused {
        return made(CEI::cei_policy_free, (out, error) -> CEI.cei_policy_parse(json, length(json), out, error));
    }

    Pointer rubricNamed(String name) throws Refused, IOException {
        if (name.equals("-") || name.contains("/")) {
            return name.equals("-") ? null : rubric(Files.readAllBytes(Path.of(name)));
        }
        byte[] id = utf8(name);
        return made(CEI::cei_rubric_free, (out, error) -> CEI.cei_rubric_built_in(id, length(id), out, error));
    }

    Pointer policyNamed(String name) throws Refused, IOException {
        if (name.equals("-") || name.contains("/")) {
            return name.equals("-") ? null : policy(Files.readAllBytes(Path.of(name)));
        }
        byte[] id = utf8(name);
        return made(CEI::cei_policy_free, (out, error) -> CEI.cei_policy_built_in(id, length(id), out, error));
    }

    Pointer tally(byte[] json, Pointer rubric) throws Refused {
        return made(CEI::cei_tally_free, (out, error) -> CEI.cei_tally_read(json, length(json), rubric, out, error));
    }

    Pointer counted(byte[] json, Pointer rubric) throws Refused {
        Pointer assessment = made(CEI::cei_assessment_free,
            (out, error) -> CEI.cei_assessment_read(json, length(json), rubric, out, error));
        return made(CEI::cei_tally_free, (out, error) -> CEI.cei_tally_of(assessment, out, error));
    }

    static byte[] digestsOfRubric(Pointer rubric) {
        return utf8("{\"digest\":\"" + CEI.cei_rubric_digest(rubric).text() + "\",\"structure\":\""
            + CEI.cei_rubric_structure(rubric).text() + "\"}");
    }

    static byte[] digestsOfPolicy(Pointer policy) {
        return utf8("{\"digest\":\"" + CEI.cei_policy_digest(policy).text() + "\"}");
    }

    byte[] digest(byte[] json) throws Refused {
        try {
            return digestsOfRubric(rubric(json));
        } catch (Refused refused) {
            if (!refused.code.equals("unknown_format")) {
                throw refused;
            }
            return digestsOfPolicy(policy(json));
        }
    }

    Answer answer(String[] fields) throws Refused, IOException {
        String op = fields[0];
        Pointer rubric = rubricNamed(fields[1]);
        Pointer policy = policyNamed(fields[2]);
        byte[] data = fields.length > 3 ? Files.readAllBytes(Path.of(fields[3])) : null;
        if (op.startsWith("derive:")) {
            byte[] name = utf8(op.substring("derive:".length()));
            return new Answer(0, written((out, error) -> CEI.cei_derive(name, length(name), data, length(data), out, error)));
        }
        switch (op) {
            case "digest":
                return new Answer(0, data != null ? digest(data) : rubric != null ? digestsOfRubric(rubric) : digestsOfPolicy(policy));
            case "validate":
            case "compile": {
                Pointer report = made(CEI::cei_report_free, (out, error) -> CEI.cei_validate(data, length(data), rubric, out, error));
                int code = CEI.cei_report_valid(report) != 0 ? 0 : 1;
                return new Answer(code, written((out, error) -> CEI.cei_report_json(report, ENGLISH, length(ENGLISH), out, error)));
            }
            case "merge": {
                byte[] other = Files.readAllBytes(Path.of(fields[4]));
                Pointer left = tally(data, rubric);
                Pointer right = tally(other, rubric);
                Pointer sum = made(CEI::cei_tally_free, (out, error) -> CEI.cei_tally_add(left, right, out, error));
                return new Answer(0, written((out, error) -> CEI.cei_tally_json(sum, out, error)));
            }
            default: {
                Pointer tally = op.equals("stage") ? tally(data, rubric) : counted(data, rubric);
                if (op.equals("tally")) {
                    return new Answer(0, written((out, error) -> CEI.cei_tally_json(tally, out, error)));
                }
                Pointer profile = made(CEI::cei_profile_free, (out, error) -> CEI.cei_stage(tally, policy, out, error));
                return new Answer(0, written((out, error) -> CEI.cei_profile_json(profile, out, error)));
            }
        }
    }

    static Answer answerTo(String line) throws IOException {
        try (Corpus request = new Corpus()) {
            return request.answer(line.split("\t"));
        } catch (Refused refused) {
            return refused.report != null ? new Answer(1, refused.report) : new Answer(2, utf8(refused.getMessage()));
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (CEI.cei_abi_version() != 1) {
            throw new IllegalStateException("another version of the binary interface");
        }
        PrintStream out = new PrintStream(System.out, false);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Answer answer = answerTo(line);
            out.write(utf8(answer.code() + " " + answer.data().length + "\n"));
            out.write(answer.data());
            out.write('\n');
            out.flush();
        }
    }
}
