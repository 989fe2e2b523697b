package olmoe.pipelines.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a fetched record says against the use of a page or site for training, as far as a crawl shows it: the
/// site's robots.txt (RFC 9309), ai.txt and tdmrep.json, the headers `tdm-reservation`, `tdm-policy` and
/// `X-Robots-Tag`, and the meta elements of the same names. TDM is W3C's TDM Reservation Protocol. Nothing
/// is decided here and no document leaves for it; a signal has a name, by which it is counted.
///
/// @param url of the record
/// @param file which of the site's three files the record is, or null
/// @param sha256 of that file, or null where it is none or cannot be decoded
public record OptOut(String url, String file, String sha256, SortedSet<String> signals) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Names under which crawlers for training and answering by models say that robots.txt can address them.
    private static final Set<String> AGENTS = Set.of(
            "ai2bot",
            "amazonbot",
            "anthropic-ai",
            "applebot-extended",
            "bytespider",
            "ccbot",
            "claude-web",
            "claudebot",
            "cohere-ai",
            "cohere-training-data-crawler",
            "diffbot",
            "facebookbot",
            "google-extended",
            "gptbot",
            "img2dataset",
            "meta-externalagent",
            "omgili",
            "perplexitybot",
            "timpibot");

    private static final Pattern NAME = attribute("name");
    private static final Pattern CONTENT = attribute("content");
    private static final String META = "<meta";
    private static final int MOST_META = 4096;

    /// Which of a site's files an address is.
    static Optional<String> file(String url) {
        String path = url.replaceFirst("^[a-zA-Z]+://[^/]*", "").replaceFirst("[?#].*", "");
        return switch (path) {
            case "/robots.txt" -> Optional.of("robots.txt");
            case "/ai.txt", "/.well-known/ai.txt" -> Optional.of("ai.txt");
            case "/.well-known/tdmrep.json" -> Optional.of("tdmrep.json");
            default -> Optional.empty();
        };
    }

    /// Signals in the head of a response.
    static SortedSet<String> ofHead(byte[] block, int length) {
        SortedSet<String> signals = new TreeSet<>();
        for (String line : new String(block, 0, length, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                if (name.equals("x-robots-tag")) {
                    words("header x-robots-tag", line.substring(colon + 1), signals);
                } else {
                    reserved("header", name, line.substring(colon + 1), signals);
                }
            }
        }
        return signals;
    }

    /// Signals in one of a site's files.
    static SortedSet<String> ofFile(String file, byte[] body) {
        SortedSet<String> signals = new TreeSet<>();
        String text = new String(body, StandardCharsets.UTF_8);
        switch (file) {
            case "robots.txt" -> robots(text, signals);
            case "ai.txt" -> {
                if (rules(text).stream().anyMatch(rule -> rule.disallows("/", "."))) {
                    signals.add("ai.txt disallow");
                }
            }
            default -> tdmrep(body, signals);
        }
        return signals;
    }

    /// Signals in the meta elements of a page, in any encoding that has ASCII as a part.
    public static SortedSet<String> ofPage(byte[] bytes) {
        SortedSet<String> signals = new TreeSet<>();
        String page = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1)) {
            if (page.startsWith("<!--", at)) {
                at = page.indexOf("-->", at + 4);
                if (at < 0) {
                    break;
                }
            } else if (page.regionMatches(true, at, META, 0, META.length())) {
                int end = page.indexOf('>', at);
                if (end < 0) {
                    break;
                }
                meta(page.substring(at, Math.min(end, at + MOST_META)), signals);
                at = end; // what stands within an element is never read as another one's beginning
            }
        }
        return signals;
    }

    private static void meta(String element, SortedSet<String> signals) {
        String name = value(NAME, element).toLowerCase(Locale.ROOT);
        if (name.equals("robots") || AGENTS.contains(name)) {
            words("meta robots", value(CONTENT, element), signals);
        } else {
            reserved("meta", name, value(CONTENT, element), signals);
        }
    }

    private static void words(String where, String value, SortedSet<String> signals) {
        for (String word : value.toLowerCase(Locale.ROOT).split("[,:;\\s]+")) {
            if (word.equals("noai") || word.equals("noimageai")) {
                signals.add(where + " " + word);
            }
        }
    }

    private static void reserved(String where, String name, String value, SortedSet<String> signals) {
        if (name.equals("tdm-reservation") && value.trim().equals("1")
                || name.equals("tdm-policy") && !value.isBlank()) {
            signals.add(where + " " + name);
        }
    }

    /// One rule of robots.txt and those it is for.
    private record Rule(Set<String> agents, String key, String value) {
        boolean disallows(String... starts) {
            if (!key.equals("disallow")) {
                return false;
            }
            for (String start : starts) {
                if (value.startsWith(start) || value.startsWith("*" + start)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void robots(String text, SortedSet<String> signals) {
        for (Rule rule : rules(text)) {
            if (rule.key.equals("content-signal")
                    && rule.value.toLowerCase(Locale.ROOT).replace(" ", "").contains("ai-train=no")) {
                signals.add("robots.txt ai-train=no");
            }
            if (rule.disallows("/")) {
                for (String agent : rule.agents) {
                    // all crawlers are kept from a part of nearly every site; from the whole of it is a signal
                    if (AGENTS.contains(agent) || agent.equals("*") && rule.value.equals("/")) {
                        signals.add("robots.txt " + agent);
                    }
                }
            }
        }
    }

    /// The rules of a file, each with the agents of its group.
    private static List<Rule> rules(String text) {
        List<Rule> rules = new ArrayList<>();
        Set<String> agents = new TreeSet<>();
        boolean open = false; // whether the group's agents are still being named
        for (String line : text.split("[\r\n]+")) {
            String rule = line.replaceFirst("#.*", "");
            int colon = rule.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = rule.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            String value = rule.substring(colon + 1).trim();
            if (key.equals("user-agent")) {
                if (!open) {
                    agents = new TreeSet<>();
                }
                open = true;
                agents.add(value.toLowerCase(Locale.ROOT));
            } else {
                open = false;
                rules.add(new Rule(agents, key, value));
            }
        }
        return rules;
    }

    private static void tdmrep(byte[] body, SortedSet<String> signals) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return; // not the protocol's file, often a page that says that there is none
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are always there", e);
        }
        for (JsonNode place : json) {
            if (place.path("tdm-reservation").asText().equals("1")) {
                signals.add("tdmrep.json tdm-reservation");
            }
            if (!place.path("tdm-policy").asText().isBlank()) {
                signals.add("tdmrep.json tdm-policy");
            }
        }
    }

    private static Pattern attribute(String name) {
        return Pattern.compile(
                "[\\s\"'/]" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))", Pattern.CASE_INSENSITIVE);
    }

    private static String value(Pattern attribute, String element) {
        Matcher found = attribute.matcher(element);
        if (!found.find()) {
            return "";
        }
        for (int group = 1; group <= 3; group++) {
            if (found.group(group) != null) {
                return found.group(group).trim();
            }
        }
        return "";
    }
}
