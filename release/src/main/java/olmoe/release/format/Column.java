package olmoe.release.format;

/// One column of a flat table.
///
/// @param required whether every row has a value
public record Column(String name, Type type, boolean required) {

    /// What a column holds, as Parquet's logical STRING, INT64, INT32, DOUBLE and BOOLEAN; in a row
    /// they are String, Long, Integer, Double and Boolean.
    public enum Type {
        STRING,
        LONG,
        INT,
        DOUBLE,
        BOOLEAN
    }

    public static Column required(String name, Type type) {
        return new Column(name, type, true);
    }

    public static Column optional(String name, Type type) {
        return new Column(name, type, false);
    }
}
