package olmoe.pipelines.io;

import java.io.Serializable;

/// A piece of one input file, read by one worker and written as one part.
///
/// @param source name of its source in the recipe
/// @param path of the input file, relative to the recipe
/// @param index of the block in its file, from 0
/// @param from first byte; a line belongs to the block in which it starts
/// @param to first byte after the block
public record Block(String source, String path, int index, long from, long to) implements Serializable {

    /// Names the part after its input alone, so that another input renames nothing. Path separators
    /// are escaped as in a JSON Pointer (RFC 6901), which keeps different paths different.
    public String part() {
        String number = Integer.toString(index);
        return path.replace("~", "~0").replace("/", "~1") + "-" + "0".repeat(Math.max(0, 5 - number.length())) + number;
    }

    /// Where the block's outputs lie below a folder: the source's folder, then the part's name.
    public String place() {
        return source + "/" + part();
    }
}
