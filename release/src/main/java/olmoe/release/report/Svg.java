package olmoe.release.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Writes one SVG picture as text, the same bytes everywhere. Pictures have no view box: positions along
/// x are percentages of the width and along y pixels, so that a picture fits a phone and its letters stay
/// as large as the page's. Colours and fonts are classes of report.css.
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /// A picture for readers and for screen readers. `id` is unique on the page; `kind` is its class.
    Svg(String id, String kind, double height, String title, String description) {
        text.append("<svg class=\"").append(kind).append("\" role=\"img\" width=\"100%\" height=\"");
        text.append(number(height)).append("\" aria-labelledby=\"").append(id).append("-title ");
        text.append(id).append("-desc\">\n<title id=\"").append(id).append("-title\">");
        text.append(Html.escape(title))
                .append("</title>\n<desc id=\"")
                .append(id)
                .append("-desc\">");
        text.append(Html.escape(description)).append("</desc>\n");
    }

    Svg rect(String kind, double xPercent, double y, double widthPercent, double height, String hint) {
        text.append("<rect class=\"").append(kind).append("\" x=\"").append(percent(xPercent));
        text.append("\" y=\"").append(number(y)).append("\" width=\"").append(percent(widthPercent));
        text.append("\" height=\"").append(number(height));
        if (hint.isEmpty()) {
            text.append("\"/>\n");
        } else {
            text.append("\"><title>").append(Html.escape(hint)).append("</title></rect>\n");
        }
        return this;
    }

    /// A rectangle whose colour is as strong as `strength`, in 0..1.
    Svg shade(
            String kind, double strength, double xPercent, double y, double widthPercent, double height, String hint) {
        text.append("<g fill-opacity=\"").append(number(strength)).append("\">");
        rect(kind, xPercent, y, widthPercent, height, hint);
        text.append("</g>\n");
        return this;
    }

    /// A horizontal line from edge to edge.
    Svg level(String kind, double y) {
        text.append("<line class=\"")
                .append(kind)
                .append("\" x1=\"0\" x2=\"100%\" y1=\"")
                .append(number(y));
        text.append("\" y2=\"").append(number(y)).append("\"/>\n");
        return this;
    }

    Svg dot(String kind, double xPercent, double y, String hint) {
        text.append("<circle class=\"").append(kind).append("\" cx=\"").append(percent(xPercent));
        text.append("\" cy=\"").append(number(y)).append("\" r=\"3\"><title>");
        text.append(Html.escape(hint)).append("</title></circle>\n");
        return this;
    }

    Svg label(String kind, double xPercent, double y, String words) {
        return label(kind, percent(xPercent), y, words);
    }

    /// A label left of the picture, in the margin that the class `plot` keeps.
    Svg marginLabel(double y, String words) {
        return label("tick end", "-8", y, words);
    }

    /// A label whose second half is less loud.
    Svg label(String kind, double xPercent, double y, String words, String quiet) {
        text.append("<text class=\"").append(kind).append("\" x=\"").append(percent(xPercent));
        text.append("\" y=\"").append(number(y)).append("\">").append(Html.escape(words));
        text.append(" <tspan>").append(Html.escape(quiet)).append("</tspan></text>\n");
        return this;
    }

    /// The name of a level at the right edge, on a rim of paper so that curves do not cross it.
    Svg levelLabel(double y, String words) {
        text.append("<g aria-hidden=\"true\">\n");
        label("halo level end", 100, y, words);
        text.append("</g>\n");
        return label("level end", 100, y, words);
    }

    private Svg label(String kind, String x, double y, String words) {
        text.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"");
        text.append(number(y)).append("\">").append(Html.escape(words)).append("</text>\n");
        return this;
    }

    /// Starts an inner picture with a coordinate system of its own, stretched over the full width.
    Svg open(double y, double height, int columns) {
        text.append("<svg y=\"")
                .append(number(y))
                .append("\" width=\"100%\" height=\"")
                .append(number(height));
        text.append("\" viewBox=\"0 0 ").append(columns).append(' ').append(number(height));
        text.append("\" preserveAspectRatio=\"none\" overflow=\"visible\">\n");
        return this;
    }

    Svg close() {
        text.append("</svg>\n");
        return this;
    }

    /// `points` are pairs of x and y in the coordinates of the inner picture.
    Svg polyline(String kind, double[] points) {
        text.append("<polyline class=\"").append(kind);
        text.append("\" vector-effect=\"non-scaling-stroke\" points=\"");
        for (int i = 0; i < points.length; i += 2) {
            text.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        text.append("\"/>\n");
        return this;
    }

    /// The finished picture.
    String end() {
        return text.append("</svg>\n").toString();
    }

    private static String percent(double value) {
        return value == 0 ? "0" : number(value) + "%";
    }

    /// At most two decimals, without trailing zeros.
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
