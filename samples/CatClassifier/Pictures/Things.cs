namespace DnnGen.Samples.Cats.Pictures;

/// <summary>Draws what is not a cat: things, plants and other animals, about as large as the cats.</summary>
internal static class Things
{
    private static readonly Action<Pen, PictureRandom>[] Kinds =
        [Ball, House, Tree, Car, Mug, Flower, Fish, Dog, Dog, Boat, Mushroom, Bear, Bird, Clock];

    public static void Draw(Canvas canvas, PictureRandom random)
    {
        double size = random.Between(18, 23);
        double x = random.Between(29, 35), y = random.Between(29, 36);
        var draw = random.Pick<Action<Pen, PictureRandom>>(Kinds);
        draw(canvas.PenAt(x, y, size, random.Between(-0.1, 0.1)), random);
    }

    /// <summary>Any colour, the coats of cats among them.</summary>
    private static Colour AnyColour(PictureRandom random) => random.Pick<Colour>(
    [
        new(206, 58, 52), new(58, 108, 190), new(64, 148, 84), new(230, 186, 56), new(150, 84, 168), new(214, 134, 60),
        new(122, 124, 132), new(52, 48, 54), new(230, 224, 214), new(134, 96, 64), new(222, 192, 148), new(96, 74, 58),
    ]).Vary(random, 24);

    private static Colour Fur(PictureRandom random) => random.Pick<Colour>(
        [new(176, 120, 66), new(122, 124, 132), new(58, 50, 50), new(226, 214, 196), new(134, 96, 64), new(222, 192, 148), new(96, 74, 58)])
        .Vary(random, 18);

    private static void Ball(Pen pen, PictureRandom random)
    {
        var colour = AnyColour(random);
        var stripe = random.Chance(0.5) ? Colour.White : AnyColour(random);
        pen.Ellipse(0.1, 1.02, 0.9, 0.16, Colour.Black.Lighter(0.2));
        pen.Ellipse(0, 0, 1.1, 1.1, Paint.Round(colour));
        double bend = random.Between(-0.7, 0.7);
        pen.Curve(-0.98, -0.3, bend, -0.9 + bend, 0.98, -0.3, 0.16, stripe);
        pen.Curve(-0.95, 0.4, bend, 0.9 - bend, 0.95, 0.4, 0.16, stripe);
        pen.Curve(0, -1.0, bend, 0, 0, 1.0, 0.16, stripe);
        pen.Ellipse(-0.4, -0.5, 0.2, 0.14, Colour.White, 0.3);
    }

    private static void House(Pen pen, PictureRandom random)
    {
        var wall = AnyColour(random).Lighter(0.35);
        var roof = AnyColour(random).Darker(0.2);
        double height = random.Between(0.1, 0.4);
        pen.Rectangle(0.45, -1.2, 0.75, -0.4, roof.Darker(0.3));
        pen.Rectangle(-1.0, -height, 1.0, 1.15, new Paint(wall, wall.Darker(0.25)));
        pen.Polygon(new Paint(roof.Lighter(0.15), roof), (-1.3, -height), (0, -1.3), (1.3, -height));
        var glass = new Colour(150, 196, 222).Vary(random, 20);
        foreach (double x in (ReadOnlySpan<double>)[-0.6, 0.6])
        {
            pen.Rectangle(x - 0.27, 0.02, x + 0.27, 0.52, Colour.White);
            pen.Rectangle(x - 0.22, 0.07, x + 0.22, 0.47, glass);
            pen.Line(x, 0.07, x, 0.47, 0.05, Colour.White);
        }

        pen.Rectangle(-0.22, 0.45, 0.22, 1.15, AnyColour(random).Darker(0.3));
    }

    private static void Tree(Pen pen, PictureRandom random)
    {
        var leaf = random.Pick<Colour>([new(64, 132, 60), new(108, 150, 52), new(206, 128, 48), new(44, 92, 66)]).Vary(random, 18);
        pen.Polygon(new Paint(new(124, 88, 58), new(78, 54, 38)), (-0.16, 0), (0.16, 0), (0.26, 1.35), (-0.26, 1.35));
        if (random.Chance(0.5))
        {
            for (int tier = 0; tier < 3; tier++)
            {
                double top = -1.4 + (0.5 * tier), reach = 0.6 + (0.24 * tier);
                pen.Polygon(new Paint(leaf.Lighter(0.15), leaf.Darker(0.3)), (0, top), (reach, top + 0.9), (-reach, top + 0.9));
            }

            return;
        }

        for (int crown = 0; crown < 7; crown++)
        {
            pen.Ellipse(random.Between(-0.65, 0.65), random.Between(-0.95, -0.05), random.Between(0.4, 0.65), random.Between(0.35, 0.55), Paint.Round(leaf.Vary(random, 16)));
        }
    }

    private static void Car(Pen pen, PictureRandom random)
    {
        var body = AnyColour(random);
        pen.Polygon(new Paint(body.Lighter(0.1), body.Darker(0.1)), (-0.75, 0.05), (-0.45, -0.55), (0.4, -0.55), (0.8, 0.05));
        pen.Polygon(new Colour(170, 206, 224), (-0.6, 0.02), (-0.38, -0.43), (-0.06, -0.43), (-0.06, 0.02));
        pen.Polygon(new Colour(170, 206, 224), (0.04, 0.02), (0.04, -0.43), (0.33, -0.43), (0.62, 0.02));
        pen.Polygon(Paint.Round(body), (-1.35, 0.1), (-0.8, 0), (0.85, 0), (1.35, 0.15), (1.38, 0.6), (-1.38, 0.6));
        foreach (double x in (ReadOnlySpan<double>)[-0.78, 0.78])
        {
            pen.Ellipse(x, 0.6, 0.34, 0.34, Colour.Black);
            pen.Ellipse(x, 0.6, 0.16, 0.16, new Colour(184, 186, 190));
        }

        pen.Ellipse(1.26, 0.25, 0.08, 0.08, new Colour(250, 236, 160));
    }

    private static void Mug(Pen pen, PictureRandom random)
    {
        var clay = AnyColour(random);
        double side = random.Chance(0.5) ? 1 : -1;
        pen.Curve(side * 0.7, -0.55, side * 1.75, 0, side * 0.6, 0.7, 0.22, clay.Darker(0.2));
        pen.Rectangle(-0.8, -0.75, 0.8, 0.85, Paint.Round(clay));
        pen.Ellipse(0, 0.85, 0.8, 0.2, clay.Darker(0.28));
        pen.Ellipse(0, -0.75, 0.8, 0.22, clay.Lighter(0.35));
        pen.Ellipse(0, -0.72, 0.68, 0.16, new Colour(72, 44, 30));
        if (random.Chance(0.5))
        {
            pen.Ellipse(0, 0.15, 0.34, 0.34, AnyColour(random));
        }
    }

    private static void Flower(Pen pen, PictureRandom random)
    {
        var petal = AnyColour(random).Lighter(0.15);
        pen.Curve(0, 0, random.Between(-0.3, 0.3), 0.7, 0, 1.6, 0.14, new Colour(70, 132, 60));
        pen.Ellipse(0.38, 1.0, 0.4, 0.15, new Colour(84, 146, 66), -0.2);
        // tan(180°/n), by which n steps go once around, for 5 to 8 petals.
        ReadOnlySpan<double> steps = [0.7265425280053609, 0.5773502691896257, 0.4815746188075286, 0.41421356237309503];
        int more = random.Below(steps.Length);
        var turned = pen.At(0, -0.25);
        for (int leaf = 0; leaf < 5 + more; leaf++)
        {
            turned.Ellipse(0, -0.62, 0.27, 0.45, Paint.Round(petal));
            turned = turned.At(0, 0, 1, steps[more]);
        }

        pen.Ellipse(0, -0.25, 0.32, 0.32, Paint.Round(new Colour(222, 176, 52).Vary(random, 24)));
    }

    private static void Fish(Pen pen, PictureRandom random)
    {
        var scale = AnyColour(random);
        var swim = random.Chance(0.5) ? pen : pen.Mirrored();
        swim.Polygon(scale.Darker(0.15), (0.75, 0), (1.45, -0.55), (1.28, 0), (1.45, 0.55));
        swim.Polygon(scale.Darker(0.2), (-0.3, -0.5), (0.15, -0.95), (0.45, -0.42));
        swim.Ellipse(-0.1, 0, 1.05, 0.62, Paint.Round(scale));
        var band = random.Chance(0.5) ? Colour.White : scale.Darker(0.4);
        swim.Curve(-0.3, -0.56, -0.12, 0, -0.3, 0.56, 0.14, band);
        swim.Curve(0.2, -0.52, 0.38, 0, 0.2, 0.52, 0.14, band);
        swim.Ellipse(-0.7, -0.12, 0.16, 0.16, Colour.White);
        swim.Ellipse(-0.72, -0.12, 0.08, 0.08, Colour.Black);
        swim.Curve(-1.1, 0.15, -0.95, 0.22, -0.82, 0.18, 0.05, scale.Darker(0.5));
    }

    private static void Dog(Pen pen, PictureRandom random)
    {
        var fur = Fur(random);
        var ear = random.Chance(0.5) ? fur.Darker(0.45) : fur.Darker(0.2);
        double aside = random.Between(-0.14, 0.14);
        if (random.Chance(0.6))
        {
            pen.Ellipse(0, 1.85, 0.95, 1.2, Paint.Round(fur.Darker(0.08)));
            pen.Line(-0.5, 0.86, 0.5, 0.86, 0.16, AnyColour(random));
        }

        pen.Ellipse(0, -0.05, 0.86, 0.98, Paint.Round(fur));
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            // Ears that hang beside the head.
            pen.Ellipse(side * 0.9, 0.0, 0.29, 0.72, Paint.Round(ear), -side * 0.1);
            pen.Ellipse((side * 0.34) + aside, -0.22, 0.15, 0.16, Colour.Black);
            pen.Ellipse((side * 0.34) + aside - 0.04, -0.27, 0.045, 0.045, Colour.White);
        }

        // A long snout with a large nose, and often the tongue.
        pen.Ellipse(aside * 1.3, 0.42, 0.5, 0.48, Paint.Round(fur.Lighter(random.Between(0.15, 0.6))));
        if (random.Chance(0.5))
        {
            pen.Ellipse(aside * 1.3, 0.86, 0.16, 0.26, new Colour(220, 104, 112));
        }

        pen.Curve((aside * 1.3) - 0.3, 0.62, aside * 1.3, 0.84, (aside * 1.3) + 0.3, 0.62, 0.06, new Colour(60, 40, 38));
        pen.Ellipse(aside * 1.3, 0.2, 0.22, 0.16, Colour.Black);
    }

    private static void Bear(Pen pen, PictureRandom random)
    {
        var fur = Fur(random);
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            pen.Ellipse(side * 0.76, -0.74, 0.36, 0.36, fur.Darker(0.15));
            pen.Ellipse(side * 0.76, -0.74, 0.2, 0.2, fur.Lighter(0.25));
        }

        pen.Ellipse(0, 0, 1.05, 0.96, Paint.Round(fur));
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            pen.Ellipse(side * 0.36, -0.18, 0.11, 0.12, Colour.Black);
        }

        pen.Ellipse(0, 0.4, 0.44, 0.36, fur.Lighter(0.4));
        pen.Ellipse(0, 0.24, 0.18, 0.13, Colour.Black);
        pen.Line(0, 0.3, 0, 0.52, 0.06, Colour.Black);
    }

    private static void Boat(Pen pen, PictureRandom random)
    {
        var hull = AnyColour(random).Darker(0.15);
        var sail = random.Chance(0.6) ? Colour.White : AnyColour(random).Lighter(0.3);
        pen.Line(0, 0.6, 0, -1.35, 0.1, new Colour(96, 70, 48));
        pen.Polygon(new Paint(sail, sail.Darker(0.2)), (0.08, -1.3), (1.05, 0.35), (0.08, 0.35));
        pen.Polygon(new Paint(sail.Darker(0.05), sail.Darker(0.25)), (-0.08, -1.0), (-0.85, 0.35), (-0.08, 0.35));
        pen.Polygon(Paint.Round(hull), (-1.3, 0.5), (1.3, 0.5), (0.85, 1.1), (-0.9, 1.1));
        pen.Rectangle(-2.2, 1.02, 2.2, 1.3, new Colour(62, 124, 176).Vary(random, 20));
    }

    private static void Mushroom(Pen pen, PictureRandom random)
    {
        var cap = AnyColour(random);
        pen.Polygon(new Paint(Colour.White, new(196, 184, 164)), (-0.3, -0.1), (0.3, -0.1), (0.42, 1.2), (-0.42, 1.2));
        pen.Ellipse(0, -0.15, 1.15, 0.32, cap.Darker(0.35));
        pen.Ellipse(0, -0.42, 1.1, 0.72, Paint.Round(cap));
        for (int spot = 0; spot < 6; spot++)
        {
            pen.Ellipse(random.Between(-0.75, 0.75), random.Between(-0.9, -0.2), random.Between(0.08, 0.18), random.Between(0.07, 0.14), Colour.White);
        }
    }

    private static void Bird(Pen pen, PictureRandom random)
    {
        var feather = AnyColour(random);
        var perch = random.Chance(0.5) ? pen : pen.Mirrored();
        perch.Polygon(feather.Darker(0.3), (0.7, 0.2), (1.5, -0.1), (1.45, 0.35), (0.8, 0.55));
        perch.Ellipse(0.15, 0.3, 0.9, 0.62, Paint.Round(feather), 0.05);
        perch.Ellipse(-0.62, -0.35, 0.46, 0.44, Paint.Round(feather.Lighter(0.08)));
        perch.Ellipse(0.35, 0.22, 0.55, 0.3, feather.Darker(0.25), 0.12);
        perch.Polygon(new Colour(226, 162, 50), (-1.04, -0.46), (-1.42, -0.28), (-1.02, -0.2));
        perch.Ellipse(-0.74, -0.42, 0.1, 0.1, Colour.Black);
        perch.Line(0, 0.85, -0.05, 1.25, 0.07, new Colour(110, 80, 50));
        perch.Line(0.3, 0.85, 0.3, 1.25, 0.07, new Colour(110, 80, 50));
    }

    private static void Clock(Pen pen, PictureRandom random)
    {
        var rim = AnyColour(random);
        var face = random.Chance(0.7) ? Colour.White : rim.Lighter(0.6);
        pen.Ellipse(0, 0, 1.15, 1.15, Paint.Round(rim));
        pen.Ellipse(0, 0, 0.95, 0.95, face);
        const double hourStep = 0.2679491924311227; // tan(15°): twelve steps of 30° go once around
        var turned = pen;
        for (int hour = 0; hour < 12; hour++)
        {
            turned.Line(0, -0.82, 0, -0.7, 0.08, Colour.Black);
            turned = turned.At(0, 0, 1, hourStep);
        }

        pen.At(0, 0, 1, random.Between(-3, 3)).Line(0, 0, 0, -0.62, 0.08, Colour.Black);
        pen.At(0, 0, 1, random.Between(-3, 3)).Line(0, 0, 0, -0.42, 0.11, Colour.Black);
    }
}
