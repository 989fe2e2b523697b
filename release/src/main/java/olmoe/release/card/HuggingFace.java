package olmoe.release.card;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The closed lists of the Hugging Face Hub and the YAML head of its cards (hub-docs: datasetcard.md,
/// modelcard.md, repositories-licenses.md). Every string is quoted, so that YAML reads no `no` as false.
public final class HuggingFace {
    /// The Hub's size_categories: the first bound in rows that the count stays below. The Hub counts rows.
    private static final Map<Long, String> SIZES = sizes();

    private static final Set<String> LICENSES = licenses();
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    private HuggingFace() {}

    /// The Hub's id of an SPDX id; `other` where the Hub has none.
    static String license(String spdx) {
        String id = spdx.toLowerCase(Locale.ROOT);
        for (String suffix : List.of("-only", "-or-later")) {
            id = id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
        }
        id = switch (id) {
            case "odc-by-1.0" -> "odc-by";
            case "odbl-1.0" -> "odbl";
            case "pddl-1.0" -> "pddl";
            case "noassertion" -> "unknown";
            default -> id;
        };
        return LICENSES.contains(id) ? id : "other";
    }

    /// The closed size category of a number of rows.
    static String sizeCategory(long rows) {
        return SIZES.entrySet().stream()
                .filter(size -> rows < size.getKey())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("n>1T");
    }

    /// Head of a dataset card. Paths in it are relative to the release. `num_bytes` are bytes of the
    /// column `text` in UTF-8, `download_size` bytes of the Parquet files.
    static String datasetHead(Measured measured) {
        List<SourceFigures> sources = SourceFigures.of(measured);
        StringBuilder head = new StringBuilder("---\n");
        head.append("pretty_name: ").append(quoted(name(measured))).append('\n');
        list(head, "language", languages(measured));
        licenses(head, sources);
        list(
                head,
                "size_categories",
                List.of(sizeCategory(
                        SourceFigures.sum(sources, SourceFigures::documents).total())));
        list(head, "task_categories", List.of("text-generation"));
        StringBuilder configs = new StringBuilder("configs:\n");
        StringBuilder infos = new StringBuilder("dataset_info:\n");
        if (sources.size() > 1) {
            config(measured, "all", sources, true, configs, infos);
        }
        for (SourceFigures source : sources) {
            config(measured, source.name(), List.of(source), sources.size() == 1, configs, infos);
        }
        return head.append(configs).append(infos).append("---\n").toString();
    }

    /// Head of a model card.
    static String modelHead(Measured measured) {
        StringBuilder head = new StringBuilder("---\nlibrary_name: \"transformers\"\n");
        head.append("pipeline_tag: \"text-generation\"\n");
        list(head, "language", languages(measured));
        licenses(head, SourceFigures.of(measured));
        list(head, "datasets", List.of(name(measured)));
        list(head, "tags", List.of("olmoe", "mixture-of-experts"));
        return head.append("---\n").toString();
    }

    private static void config(
            Measured measured,
            String config,
            List<SourceFigures> sources,
            boolean isDefault,
            StringBuilder configs,
            StringBuilder infos) {
        Split documents = SourceFigures.sum(sources, SourceFigures::documents);
        Split bytes = SourceFigures.sum(sources, SourceFigures::textBytes);
        StringBuilder files = new StringBuilder();
        StringBuilder splits = new StringBuilder();
        long stored = 0;
        for (String split : List.of("train", "validation")) {
            long fileBytes = 0;
            Set<String> globs = new TreeSet<>();
            for (SourceFigures source : sources) {
                String folder = "data/" + source.name() + "/" + split + "/";
                for (Figures file : measured.fileFigures().elements()) {
                    String path = file.at("path").text();
                    if (path.startsWith(folder) && path.endsWith(".parquet")) {
                        fileBytes += file.at("size").count();
                        boolean nested = path.indexOf('/', folder.length()) >= 0;
                        globs.add(folder + (nested ? "**/*.parquet" : "*.parquet"));
                    }
                }
            }
            if (globs.isEmpty()) {
                continue;
            }
            stored += fileBytes;
            files.append("  - split: ").append(quoted(split)).append("\n    path:\n");
            globs.forEach(glob -> files.append("    - ").append(quoted(glob)).append('\n'));
            boolean train = split.equals("train");
            splits.append("  - name: ").append(quoted(split)).append("\n    num_bytes: ");
            splits.append(train ? bytes.train() : bytes.validation()).append("\n    num_examples: ");
            splits.append(train ? documents.train() : documents.validation()).append('\n');
        }
        if (files.isEmpty()) {
            return;
        }
        configs.append("- config_name: ").append(quoted(config)).append('\n');
        configs.append(isDefault ? "  default: true\n" : "")
                .append("  data_files:\n")
                .append(files);
        infos.append("- config_name: ")
                .append(quoted(config))
                .append("\n  splits:\n")
                .append(splits);
        infos.append("  download_size: ").append(stored).append('\n');
        infos.append("  dataset_size: ").append(bytes.total()).append('\n');
    }

    private static void licenses(StringBuilder head, List<SourceFigures> sources) {
        Map<String, SourceFigures> byId = new TreeMap<>();
        sources.forEach(source -> byId.putIfAbsent(license(source.spdx()), source));
        list(head, "license", List.copyOf(byId.keySet()));
        SourceFigures other = byId.get("other");
        if (other != null) {
            head.append("license_name: ").append(quoted(other.spdx())).append('\n');
            head.append("license_link: ").append(quoted(other.evidence())).append('\n');
        }
    }

    /// Codes of the languages that a step found, where they are codes.
    public static List<String> languages(Measured measured) {
        return measured.statsFigures().at("languages").members().keySet().stream()
                .filter(code -> LANGUAGE.matcher(code).matches())
                .collect(Collectors.toList());
    }

    private static String name(Measured measured) {
        return measured.recipeFigures().at("name").text();
    }

    private static void list(StringBuilder head, String key, List<String> values) {
        if (!values.isEmpty()) {
            head.append(key).append(":\n");
            values.forEach(value -> head.append("- ").append(quoted(value)).append('\n'));
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u007f') {
                quoted.append(' ');
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static Map<Long, String> sizes() {
        Map<Long, String> sizes = new LinkedHashMap<>();
        String[] marks = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"};
        long bound = 1000;
        for (int i = 0; i < marks.length; i++) {
            sizes.put(bound, i == 0 ? "n<" + marks[0] : marks[i - 1] + "<n<" + marks[i]);
            bound *= 10;
        }
        return sizes;
    }

    private static Set<String> licenses() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                HuggingFace.class.getResourceAsStream("hugging-face-licenses.txt"), StandardCharsets.UTF_8))) {
            Set<String> ids = new TreeSet<>();
            for (String id = reader.readLine(); id != null; id = reader.readLine()) {
                ids.add(id);
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException("hugging-face-licenses.txt", e);
        }
    }
}
