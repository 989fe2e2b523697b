package olmoe.filters.extract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Edit;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Verdict;

/// Writes what is found on the labelled pages as lines `{"id","fitting","text","title","date","author"}`, the last one
/// `{"seconds"}`: this thread's CPU time for all of WCXB's pages, bytes to text, in a third pass.
/// `java … ExtractionTexts DATA OUT`
final class ExtractionTexts {
    private static final int PASSES = 3;

    private ExtractionTexts() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        ObjectMapper json = new ObjectMapper();
        List<LabelledPages.Labelled> wcxb = LabelledPages.wcxb(data);
        List<LabelledPages.Labelled> pages = new ArrayList<>(wcxb);
        pages.addAll(LabelledPages.scrapinghub(data));
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(Path.of(args[1])), false, StandardCharsets.UTF_8)) {
            for (LabelledPages.Labelled page : pages) {
                ObjectNode row = found(json, page.page());
                row.put("id", page.id()).put("fitting", page.isForFitting());
                out.print(json.writeValueAsString(row) + "\n");
            }
            for (Map.Entry<String, Page> page : LabelledPages.trafilatura(data).entrySet()) {
                out.print(json.writeValueAsString(found(json, page.getValue()).put("id", page.getKey())) + "\n");
            }
            long nanos = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                wcxb.forEach(page -> found(json, page.page()));
                nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
            out.print("{\"seconds\":" + nanos / 1e9 + "}\n");
        }
    }

    private static ObjectNode found(ObjectMapper json, Page page) {
        ObjectNode row = json.createObjectNode();
        try {
            Edit.Edited edited = MainText.edit(page);
            ((Verdict.Keep) edited.verdict()).values().forEach((name, value) -> row.put(name, (String) value));
            row.put("text", edited.text());
        } catch (RejectedDocumentException e) {
            row.put("text", "");
        }
        return row;
    }
}
