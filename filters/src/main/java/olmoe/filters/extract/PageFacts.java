package olmoe.filters.extract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/// What a page says of itself: `title` and `meta` elements, JSON-LD, and what is marked up in its body as author or
/// date.
/// Nothing is guessed from the text.
final class PageFacts {
    /// Longer than this is no name and no date.
    private static final int LONGEST = 200;

    private static final String[] TITLES = {"og:title", "twitter:title", "dc.title", "dcterms.title"};
    private static final String[] DATES = {
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date"
    };
    private static final String[] AUTHORS = {
        "author",
        "article:author",
        "og:article:author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "parsely-author",
        "sailthru.author",
        "citation_author"
    };

    private final Map<String, String> metas = new HashMap<>();
    private final LinkedData linkedData = new LinkedData();
    private String headTitle = "";
    private String markedDate = "";
    private String markedAuthor = "";
    private String firstTime = "";

    PageFacts(Element head) {
        for (Node node : head.childNodes()) {
            if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "title" ->
                        headTitle = headTitle.isEmpty() ? element.text().trim() : headTitle;
                    case "meta" -> meta(element);
                    case "script" -> script(element);
                    default -> {}
                }
            }
        }
    }

    /// Of the head or the body.
    void meta(Element meta) {
        String content = meta.attr("content").trim();
        if (content.isEmpty()) {
            return;
        }
        for (String key : new String[] {"property", "name", "itemprop"}) {
            String name = meta.attr(key);
            if (!name.isEmpty()) {
                metas.putIfAbsent(name.toLowerCase(Locale.ROOT), content);
            }
        }
    }

    /// Of the head or the body.
    void script(Element script) {
        if (script.attr("type").toLowerCase(Locale.ROOT).startsWith("application/ld+json")) {
            linkedData.read(script.data());
        }
    }

    /// An element of the body that may be marked as author or date.
    void marked(Element element) {
        if (element.attributesSize() == 0) {
            return;
        }
        Attributes attributes = element.attributes();
        String property = attributes.get("itemprop").toLowerCase(Locale.ROOT);
        String time = attributes.get("datetime").trim();
        if (property.equals("datepublished") && markedDate.isEmpty()) {
            markedDate = bounded(time.isEmpty() ? element.text() : time);
        }
        if (markedAuthor.isEmpty()
                && (property.equals("author") || attributes.get("rel").equalsIgnoreCase("author"))) {
            Element name = element.selectFirst("[itemprop=name]");
            markedAuthor = bounded(name == null ? element.text() : name.text() + name.attr("content"));
        }
        if (firstTime.isEmpty()
                && !time.isEmpty()
                && element.normalName().equals("time")
                && (element.hasAttr("pubdate") || element.closest("article") != null)) {
            firstTime = bounded(time);
        }
    }

    private static String bounded(String text) {
        String stripped = text.trim();
        return stripped.length() > LONGEST ? "" : stripped;
    }

    /// Title, date and author, those of them that the page says.
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "title", first(meta(TITLES), linkedData.headline(), headTitle));
        put(values, "date", date(first(meta(DATES), linkedData.published(), markedDate, firstTime)));
        put(values, "author", author());
        return values;
    }

    private static void put(Map<String, Object> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    /// `2026-01-31T10:00:00Z` is the day in it; anything else stays as it is.
    private static String date(String said) {
        boolean iso = said.length() > 10 && said.charAt(4) == '-' && said.charAt(7) == '-';
        for (int i = 0; iso && i < 10; i++) {
            iso = i == 4 || i == 7 || said.charAt(i) >= '0' && said.charAt(i) <= '9';
        }
        return iso ? said.substring(0, 10) : bounded(said);
    }

    /// Open Graph names an author by the address of a profile; that is no name.
    private String author() {
        for (String name : AUTHORS) {
            String said = bounded(metas.getOrDefault(name, ""));
            if (!said.isEmpty() && !said.startsWith("http://") && !said.startsWith("https://")) {
                return said;
            }
        }
        return first(bounded(linkedData.author()), markedAuthor);
    }

    private static String first(String... said) {
        for (String one : said) {
            if (!one.isEmpty()) {
                return one;
            }
        }
        return "";
    }

    /// All that it gives as its title.
    String titles() {
        return meta("og:title") + " " + headTitle;
    }

    /// The content of the first `meta` with one of these names, or an empty text.
    String meta(String... names) {
        for (String name : names) {
            String content = metas.get(name);
            if (content != null) {
                return content;
            }
        }
        return "";
    }

    LinkedData linkedData() {
        return linkedData;
    }
}
