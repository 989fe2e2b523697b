package olmoe.filters.extract;

import java.util.Locale;
import java.util.Set;

/// What kind of page it calls itself, by `og:type` and the types of JSON-LD.
final class Kinds {
    private static final Set<String> ARTICLES =
            Set.of("Article", "NewsArticle", "BlogPosting", "Blog", "TechArticle", "ReportageNewsArticle", "Recipe");
    private static final Set<String> PRODUCTS = Set.of("Product", "ProductGroup", "Offer", "AggregateOffer");
    private static final Set<String> THREADS = Set.of("DiscussionForumPosting", "QAPage", "Question", "Comment");
    private static final Set<String> LISTS =
            Set.of("ItemList", "CollectionPage", "SearchResultsPage", "OfferCatalog", "Blog");

    private final boolean article;
    private final boolean product;
    private final boolean website;
    private final boolean linkedArticle;
    private final boolean linkedProduct;
    private final boolean linkedThread;
    private final boolean linkedList;
    private final boolean dated;

    Kinds(PageFacts facts) {
        String type = facts.meta("og:type").toLowerCase(Locale.ROOT);
        article = type.startsWith("article");
        product = type.startsWith("product") || type.startsWith("og:product");
        website = type.startsWith("website");
        Set<String> types = facts.linkedData().types();
        linkedArticle = any(types, ARTICLES);
        linkedProduct = any(types, PRODUCTS);
        linkedThread = any(types, THREADS);
        linkedList = any(types, LISTS);
        dated = !facts.meta("article:published_time").isEmpty()
                || !facts.linkedData().published().isEmpty();
    }

    private static boolean any(Set<String> types, Set<String> wanted) {
        for (String type : types) {
            if (wanted.contains(type)) {
                return true;
            }
        }
        return false;
    }

    void put(Figures out) {
        out.put("kind-article", article);
        out.put("kind-product", product);
        out.put("kind-website", website);
        out.put("kind-linked-article", linkedArticle);
        out.put("kind-linked-product", linkedProduct);
        out.put("kind-linked-thread", linkedThread);
        out.put("kind-linked-list", linkedList);
        out.put("kind-dated", dated);
    }
}
