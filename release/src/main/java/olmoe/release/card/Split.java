package olmoe.release.card;

/// A count of the training part and of the part held out for validation.
public record Split(long train, long validation) {

    static final Split NONE = new Split(0, 0);

    static Split of(Figures figures) {
        return new Split(figures.at("train").count(), figures.at("validation").count());
    }

    Split plus(Split other) {
        return new Split(Math.addExact(train, other.train), Math.addExact(validation, other.validation));
    }

    public long total() {
        return Math.addExact(train, validation);
    }
}
