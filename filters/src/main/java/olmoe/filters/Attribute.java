package olmoe.filters;

/// A figure or word that a step gives each document, for later steps and for a column of the data.
public record Attribute(String name, Type type) {

    /// In a document's attributes these are String, Double and Long.
    public enum Type {
        TEXT,
        NUMBER,
        COUNT
    }
}
