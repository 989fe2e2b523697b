package olmoe.filters.extract;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attributes;
import org.jsoup.nodes.Element;

/// What an element's tag, role, class and id say about the text in it.
enum Hint {
    NAVIGATION(
            "nav",
            "navbar",
            "navigation",
            "menu",
            "menubar",
            "submenu",
            "toc",
            "pagination",
            "pager",
            "paging",
            "skip"),
    BREADCRUMB("breadcrumb", "breadcrumbs", "crumb", "crumbs", "trail"),
    HEADER("header", "masthead", "topbar", "toolbar", "logo", "branding"),
    FOOTER("footer", "foot", "copyright", "legal", "bottom", "colophon", "disclaimer"),
    SIDE("sidebar", "aside", "side", "rail", "widget", "widgets", "secondary"),
    CONSENT("cookie", "cookies", "consent", "gdpr", "onetrust", "privacy"),
    OVERLAY("modal", "popup", "overlay", "dialog", "drawer", "offcanvas", "tooltip", "lightbox", "toast", "dropdown"),
    ADVERT(
            "ad",
            "ads",
            "advert",
            "advertisement",
            "sponsor",
            "sponsored",
            "promo",
            "promotion",
            "banner",
            "dfp",
            "outbrain",
            "taboola"),
    SHARE("share", "sharing", "social", "follow", "facebook", "twitter", "pinterest", "addthis"),
    RELATED(
            "related",
            "recommended",
            "recommendations",
            "recirc",
            "popular",
            "trending",
            "suggested",
            "similar",
            "upsell",
            "crosssell",
            "latest",
            "recent",
            "also",
            "more"),
    SIGNUP(
            "newsletter",
            "subscribe",
            "subscription",
            "signup",
            "login",
            "signin",
            "register",
            "account",
            "cart",
            "checkout",
            "wishlist",
            "search",
            "filter",
            "filters",
            "facet",
            "sort",
            "form"),
    TAGS("tag", "tags", "category", "categories", "label", "labels", "badge", "keywords"),
    BYLINE(
            "author",
            "byline",
            "meta",
            "date",
            "published",
            "timestamp",
            "time",
            "info",
            "bio",
            "avatar",
            "profile",
            "caption",
            "credit",
            "credits"),
    COMMENT("comment", "comments", "disqus", "respond", "replies"),
    CONTENT("content", "main", "body", "text", "richtext", "rte", "prose", "markdown", "wysiwyg", "copy", "primary"),
    ARTICLE("article", "post", "entry", "story", "blog", "page", "document", "single", "hentry"),
    TITLE("title", "headline", "heading", "subtitle", "lead", "intro", "summary", "excerpt", "dek", "hero"),
    PRODUCT(
            "product",
            "pdp",
            "description",
            "desc",
            "details",
            "detail",
            "spec",
            "specs",
            "specification",
            "specifications",
            "feature",
            "features",
            "price",
            "overview",
            "benefits"),
    THREAD(
            "thread",
            "message",
            "messages",
            "topic",
            "reply",
            "question",
            "answer",
            "answers",
            "forum",
            "discussion",
            "review",
            "reviews",
            "conversation",
            "quote",
            "userpost",
            "postbody"),
    LISTING(
            "list",
            "listing",
            "listings",
            "grid",
            "item",
            "items",
            "card",
            "cards",
            "tile",
            "tiles",
            "collection",
            "result",
            "results",
            "row",
            "teaser",
            "carousel",
            "slider",
            "gallery"),
    SECTION("section", "block", "module", "container", "wrapper", "panel", "accordion", "tab", "tabs", "faq", "faqs"),
    INVISIBLE("hidden", "hide", "sr", "visuallyhidden", "visually", "screenreader", "invisible", "noprint", "print"),
    // by tag, role or attribute alone
    NAV_TAG,
    HEADER_TAG,
    FOOTER_TAG,
    ASIDE_TAG,
    MAIN_TAG,
    ARTICLE_TAG,
    SECTION_TAG,
    FORM_TAG,
    TABLE_TAG,
    LIST_TAG,
    FIGURE_TAG,
    DETAILS_TAG,
    NOSCRIPT_TAG,
    BUTTON_TAG,
    TIME_TAG,
    ARTICLE_BODY,
    HIDDEN;

    private static final Map<String, Long> WORDS = words();
    private static final Map<String, Hint> TAGS_OF = Map.ofEntries(
            Map.entry("nav", NAV_TAG),
            Map.entry("header", HEADER_TAG),
            Map.entry("footer", FOOTER_TAG),
            Map.entry("aside", ASIDE_TAG),
            Map.entry("main", MAIN_TAG),
            Map.entry("article", ARTICLE_TAG),
            Map.entry("section", SECTION_TAG),
            Map.entry("form", FORM_TAG),
            Map.entry("table", TABLE_TAG),
            Map.entry("ul", LIST_TAG),
            Map.entry("ol", LIST_TAG),
            Map.entry("figure", FIGURE_TAG),
            Map.entry("details", DETAILS_TAG),
            Map.entry("noscript", NOSCRIPT_TAG),
            Map.entry("button", BUTTON_TAG),
            Map.entry("time", TIME_TAG),
            Map.entry("dialog", OVERLAY));
    private static final Map<String, Hint> ROLES = Map.ofEntries(
            Map.entry("navigation", NAV_TAG),
            Map.entry("menu", NAV_TAG),
            Map.entry("menubar", NAV_TAG),
            Map.entry("banner", HEADER_TAG),
            Map.entry("contentinfo", FOOTER_TAG),
            Map.entry("complementary", ASIDE_TAG),
            Map.entry("search", FORM_TAG),
            Map.entry("dialog", OVERLAY),
            Map.entry("alertdialog", OVERLAY),
            Map.entry("main", MAIN_TAG),
            Map.entry("button", BUTTON_TAG),
            Map.entry("article", ARTICLE_TAG));
    /// Properties of schema.org whose text is the main text of a page of some type.
    private static final Map<String, Hint> PROPERTIES = Map.of(
            "articlebody", ARTICLE_BODY,
            "blogpost", ARTICLE_BODY,
            "reviewbody", ARTICLE_BODY,
            "description", ARTICLE_BODY,
            "text", ARTICLE_BODY,
            "recipeinstructions", ARTICLE_BODY,
            "author", BYLINE,
            "datepublished", BYLINE);

    /// Those that inline elements tell.
    static final List<Hint> INLINE = List.of(BYLINE, SHARE, TAGS, TITLE, TIME_TAG, NAVIGATION, PRODUCT, RELATED);

    /// Those that are as true of an element with nearly all of the page in it.
    static final Set<Hint> OF_WHOLE = EnumSet.of(CONTENT, ARTICLE, MAIN_TAG, ARTICLE_TAG, ARTICLE_BODY);

    private final List<String> names;
    private final String near = "near-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String inline = "inline-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    Hint(String... names) {
        this.names = List.of(names);
    }

    /// The name of the figure that says how near around a block it stands.
    String near() {
        return near;
    }

    /// The name of the figure that says whether an element in the block says it.
    String inline() {
        return inline;
    }

    long bit() {
        return 1L << ordinal();
    }

    boolean in(long hints) {
        return (hints & bit()) != 0;
    }

    /// The hints of one element as bits. Class and id are cut into words at anything that is no letter and
    /// where a capital follows a small letter.
    ///
    /// @param seen what was found for the names of other elements of this page
    static long of(Element element, Map<String, Long> seen) {
        long hints = 0;
        Hint tag = TAGS_OF.get(element.normalName());
        if (tag != null) {
            hints |= tag.bit();
        }
        if (element.attributesSize() == 0) {
            return hints;
        }
        // the parser has put the names of attributes in small letters
        Attributes attributes = element.attributes();
        hints |= bit(ROLES, attributes.get("role")) | bit(PROPERTIES, attributes.get("itemprop"));
        if (isHidden(element)) {
            hints |= HIDDEN.bit();
        }
        return hints | seen(attributes.get("class").trim(), seen) | seen(attributes.get("id"), seen);
    }

    private static long bit(Map<String, Hint> hints, String name) {
        Hint hint = name.isEmpty() ? null : hints.get(name.toLowerCase(Locale.ROOT));
        return hint == null ? 0 : hint.bit();
    }

    private static long seen(String names, Map<String, Long> seen) {
        if (names.isEmpty()) {
            return 0;
        }
        Long hints = seen.get(names);
        if (hints == null) {
            hints = ofWords(names);
            seen.put(names, hints);
        }
        return hints;
    }

    static boolean isHidden(Element element) {
        if (element.attributesSize() == 0) {
            return false;
        }
        Attributes attributes = element.attributes();
        if (attributes.hasKey("hidden") || attributes.get("aria-hidden").equalsIgnoreCase("true")) {
            return true;
        }
        String style = attributes.get("style");
        return !style.isEmpty()
                && style.replace(" ", "").toLowerCase(Locale.ROOT).contains("display:none");
    }

    private static long ofWords(String names) {
        long hints = 0;
        // utility classes make very long lists, and the telling names stand in front
        int end = Math.min(names.length(), 300);
        StringBuilder word = new StringBuilder();
        char before = ' ';
        for (int i = 0; i <= end; i++) {
            char c = i < end ? names.charAt(i) : ' ';
            boolean capital = c >= 'A' && c <= 'Z';
            boolean letter = capital || c >= 'a' && c <= 'z';
            if (word.length() > 0 && (!letter || capital && before >= 'a' && before <= 'z')) {
                hints |= WORDS.getOrDefault(word.toString(), 0L);
                word.setLength(0);
            }
            if (letter) {
                word.append(capital ? (char) (c + 32) : c);
            }
            before = c;
        }
        return hints;
    }

    private static Map<String, Long> words() {
        EnumMap<Hint, List<String>> all = new EnumMap<>(Hint.class);
        Map<String, Long> words = new HashMap<>();
        for (Hint hint : values()) {
            all.put(hint, hint.names);
            for (String name : hint.names) {
                words.merge(name, hint.bit(), (a, b) -> a | b);
            }
        }
        return Map.copyOf(words);
    }
}
