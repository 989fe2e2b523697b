package olmoe.release.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Made-up but plausible measurements of a release: two sources, nine steps, a small model.
public final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixture() {}

    public static Measured measured() {
        return new Measured(recipe(), stats(), training(), metrics(1200), validation(), files(), shards(), facts());
    }

    public static JsonNode shards() {
        return json("""
                {"schema":1,
                 "languages":{"javadoc":{"en":{"documents":1480,"tokens":1695000,"text-bytes":6440000},
                                         "undetermined":{"documents":7,"tokens":6317,"text-bytes":22232}},
                              "sources":{"en":{"documents":804,"tokens":1153658,"text-bytes":4206425}}},
                 "lengths":{"javadoc":{"documents":1487,"tokens":1701317,"shortest":12,"longest":98000},
                            "sources":{"documents":804,"tokens":1153658,"shortest":31,"longest":71234}},
                 "domains":{"count":2,"together":{"documents":1487,"tokens":1701317,"text-bytes":6462232},
                  "largest":[{"domain":"docs.example.org","documents":1400,"tokens":1600000,"text-bytes":6000000},
                             {"domain":"javadoc.example","documents":87,"tokens":101317,"text-bytes":462232}]},
                 "duplicate-groups":[{"step":"dedup/minhash","kept":"0f","documents":3,
                  "dropped":[{"key":"1a","source":"javadoc","url":"https://javadoc.example/a?b=<c>","similarity":0.91},
                             {"key":"2b","source":"sources","url":null,"similarity":0.84}]}]}
                """);
    }

    /// Some facts are stated, the rest is blank.
    public static JsonNode facts() {
        return json("""
                {"provider.name":"Javadoc & Friends","provider.contact":"hello@javadoc.example",
                 "publication.date":"2026-03-01","publication.url":"https://javadoc.example/mini","license":"Apache-2.0",
                 "purpose":"to test the cards","collection.crawler":null}
                """);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static JsonNode recipe() {
        return json("""
                {"name":"javadoc-mini","version":"1.0.0","seed":6198,
                 "sources":[{"name":"javadoc","files":"input/*.warc.gz"},{"name":"sources","files":"input/*.jsonl.gz"}],
                 "steps":[{"extract":"main-text"},{"filter":"gopher-quality/dclm"}]}
                """);
    }

    public static JsonNode stats() {
        return json("""
                {"schema":1,
                 "sources":{
                  "javadoc":{"license":{"spdx":"Apache-2.0","evidence":"META-INF/LICENSE"},
                   "inputs":[{"blocks":1,"path":"input/lucene-core-10.2.2.warc.gz","bytes":9412033,"sha256":"%1$s","records":2393,"other-records":1},
                             {"blocks":1,"path":"input/guava-33.4.8-jre.warc.gz","bytes":4120889,"sha256":"%2$s","records":935,"other-records":1}],
                   "read":3328,"kept":1487,"dropped":1838,"rejected":3,
                   "documents":{"train":1410,"validation":77},"text-bytes":{"train":6120312,"validation":341920},
                   "tokens":{"train":1611203,"validation":90114},"windows":{"train":6293,"validation":352},
                   "masked-windows":{"train":41,"validation":2},"tail-tokens":{"train":195,"validation":2}},
                  "sources":{"license":{"spdx":"Apache-2.0","evidence":"META-INF/LICENSE"},
                   "inputs":[{"blocks":1,"path":"input/commons-lang3-3.18.0-sources.jsonl.gz","bytes":812334,"sha256":"%3$s","records":881,"other-records":0}],
                   "read":881,"kept":804,"dropped":77,"rejected":0,
                   "documents":{"train":765,"validation":39},"text-bytes":{"train":4018221,"validation":188204},
                   "tokens":{"train":1102388,"validation":51270},"windows":{"train":4306,"validation":200},
                   "masked-windows":{"train":12,"validation":0},"tail-tokens":{"train":52,"validation":70}}},
                 "steps":[
                  {"phase":0,"index":-1,"step":"read","kind":"read","read":4209,"kept":4206,"dropped":0,"rejected":3,"reasons":{"unexpected end of gzip member at byte 40960":1,"no HTTP status line":2},"sources":{}},
                  {"phase":0,"index":0,"step":"extract/main-text","kind":"edit","read":4206,"kept":4189,"dropped":17,"rejected":0,"reasons":{"no-main-text":17},"sources":{}},
                  {"phase":0,"index":1,"step":"language/builtin","kind":"judge","read":4189,"kept":4102,"dropped":87,"rejected":0,"reasons":{"language":66,"language-score":21},"sources":{}},
                  {"phase":0,"index":2,"step":"gopher-quality/dclm","kind":"judge","read":4102,"kept":3340,"dropped":762,"rejected":0,"reasons":{"words-few":511,"mean-word-length":32,"symbol-to-word":4,"ellipsis-lines":1,"alphabetic-words":187,"stop-words":27},"sources":{}},
                  {"phase":0,"index":3,"step":"gopher-repetition/fixed","kind":"judge","read":3340,"kept":2981,"dropped":359,"rejected":0,"reasons":{"duplicate-line-characters":98,"top-2-gram":41,"top-3-gram":66,"duplicate-5-gram":154},"sources":{}},
                  {"phase":0,"index":4,"step":"mask/pii","kind":"edit","read":2981,"kept":2981,"dropped":0,"rejected":0,"reasons":{},"sources":{}},
                  {"phase":1,"index":5,"step":"dedup/exact","kind":"dedup","read":2981,"kept":2870,"dropped":111,"rejected":0,"reasons":{"exact-duplicate":111},"sources":{}},
                  {"phase":1,"index":6,"step":"dedup/minhash","kind":"dedup","read":2870,"kept":2340,"dropped":530,"rejected":0,"reasons":{"near-duplicate":530},"sources":{}},
                  {"phase":2,"index":7,"step":"c4-quality/datatrove","kind":"judge","read":2340,"kept":2293,"dropped":47,"rejected":0,"reasons":{"curly-bracket":29,"sentences-few":18},"sources":{}},
                  {"phase":2,"index":8,"step":"repetition-tokens/olmo","kind":"token","read":2293,"kept":2291,"dropped":2,"rejected":0,"reasons":{"repeated-tokens":2},"sources":{}}],
                 "rejects":{"unexpected end of gzip member at byte 40960":1,"no HTTP status line":2},
                 "duplicates":[{"step":"dedup/exact","documents":111,"groups":64,"largest":9},{"step":"dedup/minhash","documents":530,"groups":188,"largest":41}],
                 "languages":{"en":2291},
                 "tokens-per-document":{"bins":[0,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768],"counts":[0,2,19,88,241,398,512,447,331,171,60,18,4]},
                 "samples":[
                  {"step":"gopher-quality/dclm","reason":"words-few","key":"0f3a9c55e01b4f7a8d2c6b7e90aa1234","url":"https://docs.example/org/apache/lucene/index/package-use.html","value":31,"limit":50,"text":"Uses of Package org.apache.lucene.index\\nPackages that use <b>org.apache.lucene.index</b> & others"},
                  {"step":"gopher-quality/dclm","reason":"alphabetic-words","key":"1b77","url":"https://docs.example/constant-values.html","value":0.4182,"limit":0.8,"text":"Constant Field Values 0x0001 0x0002 0x0004 0x0008 0x0010 — 65535 4294967295 …"},
                  {"step":"gopher-repetition/fixed","reason":"duplicate-5-gram","key":"29ce","url":"https://docs.example/com/google/common/collect/ImmutableMap.html","value":0.3312,"limit":0.15,"text":"Returns an immutable map containing the given entries, in order. Throws IllegalArgumentException if duplicate keys are provided. Returns an immutable map containing the given entries, in order."},
                  {"step":"dedup/minhash","reason":"near-duplicate","key":"7d01","url":"https://docs.example/help-doc.html","value":0.9642,"limit":0.8,"text":"JavaDoc Help. Navigation. Starting from the Overview page, you can browse the documentation using the links in each page, and in the navigation bar at the top of each page."},
                  {"step":"c4-quality/datatrove","reason":"curly-bracket","key":"88fe","value":1,"limit":0,"text":"public static <T> T[] add(T[] array, T element) { … }"}]}
                """.formatted("a1".repeat(32), "b2".repeat(32), "c3".repeat(32)));
    }

    public static JsonNode training() {
        return json("""
                {"shape":{"vocabulary":8192,"hidden":128,"layers":2,"heads":4,"key-value-heads":4,"experts":16,"top-k":4,"expert-hidden":64,
                  "context":256,"rope-theta":10000.0,"norm-epsilon":1e-5},
                 "parameters":{"total":3017984,"active":2428160},"tokens":614400,"steps":1200,
                 "validation":{"windows":550,"tokens":140800,"loss-before":9.0412,"loss-after":4.1733,"documents":116,"predicted-tokens":140250,
                  "clean":{"documents":31,"windows":60,"tokens":15360,"shared-run":13,"loss-before":9.0398,"loss-after":4.9021,"unigram":6.6011,"bigram":5.2317}},
                 "baselines":{"unigram":6.4821,"bigram":4.5127},"seed":6198,"loss-scale":"as-trained"}
                """);
    }

    /// A curve with the noise and the shape of a small run.
    public static List<JsonNode> metrics(int steps) {
        Random random = new Random(6198);
        List<JsonNode> lines = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            double done = (double) step / steps;
            ObjectNode line = JSON.createObjectNode();
            line.put("step", step);
            line.put(
                    "train/CrossEntropyLoss",
                    4.1 + 4.9 / (1 + 18 * done) + 0.35 * random.nextGaussian() * (0.4 + 0.4 * done));
            double warm = Math.min(1, step / (0.05 * steps));
            line.put("optim/learning_rate_group0", 0.003 * warm * (0.1 + 0.9 * 0.5 * (1 + Math.cos(Math.PI * done))));
            line.put("optim/total_grad_norm", 0.6 + 1.2 / (1 + 9 * done) + 0.08 * random.nextGaussian());
            line.put("train/LoadBalancingLoss", 0.0101 + 0.0004 * random.nextDouble());
            if (step % 100 == 0) {
                line.put("eval/validation/CrossEntropyLoss", 4.12 + 4.9 / (1 + 17 * done));
            }
            lines.add(line);
        }
        return lines;
    }

    public static JsonNode validation() {
        ObjectNode validation = (ObjectNode) json("""
                {"checks":[{"name":"audit","holds":true,"message":"27 tensors have the shape that config.json states, all finite"},
                           {"name":"two engines","holds":true,"message":"largest difference of 1,024 rows of logits is within the bound"},
                           {"name":"evaluation","holds":true,"message":"loss equals the one that training reported"},
                           {"name":"corrupted kernel","holds":true,"message":"the gate refuses a model whose router was disturbed"}],
                 "logits":{"max-difference":3.81e-6,"tokens":1024,"argmax-equal":true},"evaluation":{"windows":550,"loss":4.1733}}
                """);
        ArrayNode routing = validation.putArray("routing");
        Random random = new Random(7);
        for (int layer = 0; layer < 2; layer++) {
            double[] load = new double[16];
            double sum = 0;
            for (int e = 0; e < load.length; e++) {
                load[e] = layer == 1 && e == 11 ? 0 : 0.6 + random.nextDouble();
                sum += load[e];
            }
            ObjectNode row = routing.addObject();
            row.put("layer", layer);
            ArrayNode shares = row.putArray("load");
            for (double share : load) {
                shares.add(share / sum);
            }
            row.put("dead", layer);
            ArrayNode together = row.putArray("together");
            for (int e = 0; e < load.length; e++) {
                ArrayNode shared = together.addArray();
                for (int other = 0; other < load.length; other++) {
                    boolean none = load[e] == 0 || load[other] == 0;
                    shared.add(none ? 0 : e == other ? 8000 : 1200 + 100 * ((e + other) % 8));
                }
            }
        }
        return validation;
    }

    public static JsonNode files() {
        ArrayNode files = JSON.createArrayNode();
        String[] paths = {
            "data/javadoc/train/input/lucene-core-10.2.2.warc.gz.parquet",
            "data/javadoc/validation/input/lucene-core-10.2.2.warc.gz.parquet",
            "data/sources/train/commons-lang3.parquet",
            "data/sources/validation/commons-lang3.parquet",
            "ledger/javadoc/lucene-core.parquet",
            "ledger/sources/commons-lang3.parquet",
            "logs/metrics.jsonl",
            "model/config.json",
            "model/model.safetensors",
            "model/tokenizer.json",
            "reproduce/recipe.resolved.json",
            "stats/stats.json",
            "tokens/javadoc/train/lucene-core.npy",
            "tokens/order.json"
        };
        long bytes = 4_801;
        for (String path : paths) {
            bytes = bytes * 7 % 6_000_011;
            ObjectNode file = files.addObject();
            file.put("path", path);
            file.put("size", bytes);
            file.put("sha256", "%064x".formatted(bytes));
        }
        return files;
    }
}
