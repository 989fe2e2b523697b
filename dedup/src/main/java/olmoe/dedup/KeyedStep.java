package olmoe.dedup;

import olmoe.filters.Document;

/// Documents with equal digests are one; the first in the order of survival stays.
public non-sealed interface KeyedStep extends GlobalStep {

    Digest digest(Document document);

    @Override
    default String keyForm() {
        return name();
    }
}
