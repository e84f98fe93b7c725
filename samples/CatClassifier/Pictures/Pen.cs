namespace DnnGen.Samples.Cats.Pictures;

/// <summary>
/// Draws on a <see cref="Canvas"/> in units of its own, moved, scaled and turned. Angles are given as t = tan(angle/2),
/// for which cos = (1 − t²)/(1 + t²) and sin = 2t/(1 + t²) need no trigonometry.
/// </summary>
internal sealed class Pen
{
    private readonly Canvas canvas;
    private readonly double originX;
    private readonly double originY;
    private readonly double size;
    private readonly double cos;
    private readonly double sin;

    /// <summary>−1 where left and right are exchanged, otherwise 1.</summary>
    private readonly int hand = 1;

    public Pen(Canvas canvas, double originX, double originY, double size, double tilt)
    {
        (this.canvas, this.originX, this.originY, this.size) = (canvas, originX, originY, size);
        (cos, sin) = Turn(tilt);
    }

    private Pen(Canvas canvas, double originX, double originY, double size, double cos, double sin, int hand)
    {
        (this.canvas, this.originX, this.originY, this.size) = (canvas, originX, originY, size);
        (this.cos, this.sin, this.hand) = (cos, sin, hand);
    }

    /// <summary>A pen that is moved, scaled and turned relative to this one.</summary>
    public Pen At(double x, double y, double scale = 1, double tilt = 0)
    {
        var (pixelX, pixelY) = ToPixels(x, y);
        var (turnedCos, turnedSin) = TurnFurther(tilt);
        return new(canvas, pixelX, pixelY, size * scale, turnedCos, turnedSin, hand);
    }

    /// <summary>This pen with left and right exchanged.</summary>
    public Pen Mirrored() => new(canvas, originX, originY, size, cos, sin, -hand);

    public void Ellipse(double x, double y, double radiusX, double radiusY, Paint paint, double tilt = 0)
    {
        var (centreX, centreY) = ToPixels(x, y);
        var (turnedCos, turnedSin) = TurnFurther(tilt);
        var shape = new EllipseShape(centreX, centreY, turnedCos, turnedSin, 1 / (radiusX * size), 1 / (radiusY * size));
        double reach = Math.Max(radiusX, radiusY) * size;
        canvas.Fill(shape, centreX - reach, centreY - reach, centreX + reach, centreY + reach, paint);
    }

    public void Polygon(Paint paint, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var pixels = new (double X, double Y)[corners.Length];
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        for (int corner = 0; corner < corners.Length; corner++)
        {
            var (x, y) = pixels[corner] = ToPixels(corners[corner].X, corners[corner].Y);
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        canvas.Fill(new PolygonShape(pixels), left, top, right, bottom, paint);
    }

    public void Rectangle(double left, double top, double right, double bottom, Paint paint) =>
        Polygon(paint, (left, top), (right, top), (right, bottom), (left, bottom));

    /// <summary>A stroke with round ends.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, double width, Paint paint)
    {
        var (startX, startY) = ToPixels(fromX, fromY);
        var (endX, endY) = ToPixels(toX, toY);
        double radius = width * size / 2;
        canvas.Fill(
            new LineShape(startX, startY, endX - startX, endY - startY, radius * radius),
            Math.Min(startX, endX) - radius,
            Math.Min(startY, endY) - radius,
            Math.Max(startX, endX) + radius,
            Math.Max(startY, endY) + radius,
            paint);
    }

    /// <summary>A stroke along the parabola (quadratic Bézier curve) that leaves toward the bend and arrives from it.</summary>
    public void Curve(double fromX, double fromY, double bendX, double bendY, double toX, double toY, double width, Paint paint)
    {
        const int pieces = 12;
        double x = fromX, y = fromY;
        for (int piece = 1; piece <= pieces; piece++)
        {
            double t = (double)piece / pieces, u = 1 - t;
            double nextX = (u * u * fromX) + (2 * u * t * bendX) + (t * t * toX);
            double nextY = (u * u * fromY) + (2 * u * t * bendY) + (t * t * toY);
            Line(x, y, nextX, nextY, width, paint);
            (x, y) = (nextX, nextY);
        }
    }

    private static (double Cos, double Sin) Turn(double t) => ((1 - (t * t)) / (1 + (t * t)), 2 * t / (1 + (t * t)));

    private (double Cos, double Sin) TurnFurther(double tilt)
    {
        var (turnCos, turnSin) = Turn(hand * tilt);
        return ((cos * turnCos) - (sin * turnSin), (sin * turnCos) + (cos * turnSin));
    }

    private (double X, double Y) ToPixels(double x, double y)
    {
        x *= hand;
        return (originX + (size * ((cos * x) - (sin * y))), originY + (size * ((sin * x) + (cos * y))));
    }

    private readonly record struct EllipseShape(double X, double Y, double Cos, double Sin, double InverseX, double InverseY) : IShape
    {
        public bool Contains(double x, double y)
        {
            double across = ((Cos * (x - X)) + (Sin * (y - Y))) * InverseX;
            double down = ((Cos * (y - Y)) - (Sin * (x - X))) * InverseY;
            return (across * across) + (down * down) <= 1;
        }
    }

    private readonly record struct PolygonShape((double X, double Y)[] Corners) : IShape
    {
        public bool Contains(double x, double y)
        {
            // A ray to the right crosses the outline an odd number of times from inside.
            bool inside = false;
            var (fromX, fromY) = Corners[^1];
            foreach (var (toX, toY) in Corners)
            {
                if ((fromY > y) != (toY > y) && x < fromX + ((toX - fromX) * (y - fromY) / (toY - fromY)))
                {
                    inside = !inside;
                }

                (fromX, fromY) = (toX, toY);
            }

            return inside;
        }
    }

    private readonly record struct LineShape(double X, double Y, double AlongX, double AlongY, double SquaredRadius) : IShape
    {
        public bool Contains(double x, double y)
        {
            double squaredLength = (AlongX * AlongX) + (AlongY * AlongY);
            double share = squaredLength == 0 ? 0 : Math.Clamp((((x - X) * AlongX) + ((y - Y) * AlongY)) / squaredLength, 0, 1);
            double offX = x - X - (share * AlongX), offY = y - Y - (share * AlongY);
            return (offX * offX) + (offY * offY) <= SquaredRadius;
        }
    }
}
