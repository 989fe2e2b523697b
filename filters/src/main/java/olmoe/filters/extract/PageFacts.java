package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/// What a page says of itself: `title` and `meta` elements, its first headings, JSON-LD, and what is marked up in its
/// body as author or date, a date also by the name of a class. Nothing is guessed from running text.
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

    private static final int SHORTEST_HEADING = 3;
    private static final int MOST_HEADINGS = 20;

    /// A class or id that names a date, where a short text with a day in it follows.
    private static final String[] DATED = {"date", "datum", "publish", "posted", "timestamp", "byline", "meta"};
    /// Nodes of an element that are read for a day.
    private static final int MOST_NODES = 40;
    private static final int MOST_DATED = 50;

    private final Map<String, String> metas = new HashMap<>();
    private final LinkedData linkedData = new LinkedData();
    private String headTitle = "";
    private String markedDate = "";
    private String markedAuthor = "";
    private String firstTime = "";
    private final List<String> headings = new ArrayList<>();
    private int elements;
    private int firstHeading = -1;
    private final boolean headHasDate;
    private final Map<Integer, String> dated = new TreeMap<>(); // by the number of the element

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
        headHasDate = !bounded(first(meta(DATES), linkedData.published())).isEmpty();
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
        elements++;
        if (element.normalName().equals("h1") && headings.size() < MOST_HEADINGS) {
            firstHeading = firstHeading < 0 ? elements : firstHeading;
            String heading = shortText(element);
            if (heading.length() >= SHORTEST_HEADING) {
                headings.add(heading);
            }
        }
        if (!headHasDate && dated.size() < MOST_DATED) {
            dated(element);
        }
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

    private void dated(Element element) {
        boolean isTime = element.normalName().equals("time");
        if (!isTime && !isDated(element.className()) && !isDated(element.id())) {
            return;
        }
        String time = isTime ? PageDate.in(bounded(element.attr("datetime"))) : "";
        String day = time.isEmpty() ? PageDate.in(shortText(element)) : time;
        if (!day.isEmpty()) {
            dated.put(elements, day);
        }
    }

    private static boolean isDated(String names) {
        String small = names.toLowerCase(Locale.ROOT);
        for (String name : DATED) {
            if (small.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /// The day that stands nearest to the first heading, or to the beginning.
    private String nearestDay() {
        String nearest = "";
        int away = Integer.MAX_VALUE;
        for (Map.Entry<Integer, String> day : dated.entrySet()) {
            int distance = Math.abs(day.getKey() - Math.max(0, firstHeading));
            if (distance < away) {
                away = distance;
                nearest = day.getValue();
            }
        }
        return nearest;
    }

    /// The text of an element, or an empty one where it is long or has many nodes.
    private static String shortText(Element element) {
        StringBuilder text = new StringBuilder();
        int[] nodes = new int[1];
        NodeTraversor.filter(
                (node, depth) -> {
                    if (node instanceof TextNode part) {
                        text.append(part.getWholeText());
                    } else if (node instanceof Element inner
                            && (inner.isBlock() || inner.normalName().equals("br"))) {
                        text.append(' ');
                    }
                    return nodes[0]++ > MOST_NODES || text.length() > 4 * LONGEST
                            ? NodeFilter.FilterResult.STOP
                            : NodeFilter.FilterResult.CONTINUE;
                },
                element);
        return nodes[0] > MOST_NODES ? "" : bounded(squeezed(text.toString()));
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\u00a0]+", " ").trim();
    }

    private static String bounded(String text) {
        String stripped = text.trim();
        return stripped.length() > LONGEST ? "" : stripped;
    }

    /// Title, date and author, those of them that the page says.
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "title", title());
        put(values, "date", date());
        put(values, "author", author());
        return values;
    }

    private static void put(Map<String, Object> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    private String title() {
        String said = squeezed(first(meta(TITLES), linkedData.headline()));
        return PageTitle.of(headings, said, squeezed(headTitle), squeezed(meta("og:site_name")));
    }

    /// The day that it says, or else what it says: `3/1/2026`.
    private String date() {
        String said = first(meta(DATES), linkedData.published(), markedDate, firstTime);
        String day = PageDate.in(bounded(said));
        return first(day, bounded(said), nearestDay());
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
