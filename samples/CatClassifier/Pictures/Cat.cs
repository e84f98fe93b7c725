namespace DnnGen.Samples.Cats.Pictures;

/// <summary>Draws a cat: pointed ears, eyes with slit pupils, a small nose, whiskers; sitting, or its head alone.</summary>
internal static class Cat
{
    private static readonly Colour[] Furs =
    [
        new(214, 134, 60), new(122, 124, 132), new(52, 48, 54), new(230, 224, 214),
        new(134, 96, 64), new(222, 192, 148), new(160, 150, 140), new(96, 74, 58),
    ];

    private static readonly Colour[] Irises = [new(214, 190, 52), new(120, 186, 74), new(108, 170, 214), new(216, 148, 44)];

    private enum Coat
    {
        Plain,
        Tabby,
        Bicolour,
        Pointed,
    }

    public static void Draw(Canvas canvas, PictureRandom random)
    {
        var fur = random.Pick<Colour>(Furs).Vary(random, 18);
        var coat = (Coat)random.Below(4);
        var marking = coat == Coat.Pointed || fur.Red > 200 ? fur.Darker(random.Between(0.4, 0.65)) : fur.Darker(random.Between(0.35, 0.55));
        var pale = fur.Lighter(random.Between(0.6, 0.85));
        double size = random.Between(19, 23);
        double x = random.Between(30, 34), y = random.Between(30, 34);
        double tilt = random.Between(-0.09, 0.09);

        if (random.Chance(0.65))
        {
            Body(canvas.PenAt(x, y, size), random, fur, marking, pale, coat);
        }

        Head(canvas.PenAt(x, y, size, tilt), random, fur, marking, pale, coat);
    }

    private static void Body(Pen pen, PictureRandom random, Colour fur, Colour marking, Colour pale, Coat coat)
    {
        double side = random.Chance(0.5) ? 1 : -1;
        var limb = coat == Coat.Pointed ? marking : fur;
        pen.Curve(side * 0.6, 2.1, side * 2.0, 2.1, side * 1.45, random.Between(0.3, 0.9), 0.32, limb.Darker(0.12));
        pen.Ellipse(0, 1.75, 0.98, 1.25, Paint.Round(fur.Darker(0.08)));
        if (coat == Coat.Tabby)
        {
            for (int stripe = 0; stripe < 3; stripe++)
            {
                double y = 1.1 + (0.4 * stripe);
                pen.Curve(-0.95, y + 0.1, -0.7, y + 0.25, -0.42, y + 0.12, 0.13, marking);
                pen.Curve(0.95, y + 0.1, 0.7, y + 0.25, 0.42, y + 0.12, 0.13, marking);
            }
        }

        pen.Ellipse(0, 1.25, 0.48, 0.62, coat == Coat.Bicolour ? pale : fur.Lighter(0.12));
    }

    private static void Head(Pen pen, PictureRandom random, Colour fur, Colour marking, Colour pale, Coat coat)
    {
        // A head that looks aside moves its face, not its outline.
        double aside = random.Between(-0.14, 0.14);
        var ear = coat == Coat.Pointed ? marking : fur.Darker(0.1);
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            double lean = random.Between(-0.08, 0.1);
            pen.Polygon(ear, (side * 0.98, -0.2), (side * (0.84 + lean), -1.32), (side * 0.12, -0.78));
            pen.Polygon(new Colour(226, 160, 158).Toward(fur, 0.25), (side * 0.82, -0.42), (side * (0.77 + lean), -1.06), (side * 0.34, -0.74));
        }

        pen.Ellipse(0, 0, 1.02, 0.86, Paint.Round(fur));
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            // Cheeks end in tufts of fur.
            pen.Polygon(fur.Darker(0.08), (side * 0.7, 0), (side * 1.14, 0.3), (side * 0.9, 0.36), (side * 1.02, 0.58), (side * 0.5, 0.66));
        }

        switch (coat)
        {
            case Coat.Tabby:
                pen.Line(aside * 0.5, -0.82, aside * 0.7, -0.42, 0.11, marking);
                pen.Line((aside * 0.5) - 0.26, -0.78, (aside * 0.7) - 0.17, -0.45, 0.1, marking);
                pen.Line((aside * 0.5) + 0.26, -0.78, (aside * 0.7) + 0.17, -0.45, 0.1, marking);
                pen.Line(-0.95, 0.02, -0.66, 0.1, 0.09, marking);
                pen.Line(0.95, 0.02, 0.66, 0.1, 0.09, marking);
                break;
            case Coat.Bicolour:
                pen.Polygon(pale, (aside, -0.55), (aside + 0.5, 0.5), (aside + 0.3, 0.78), (aside - 0.3, 0.78), (aside - 0.5, 0.5));
                break;
            case Coat.Pointed:
                pen.Ellipse(aside, 0.22, 0.58, 0.56, new Paint(marking, marking.Lighter(0.08)));
                break;
            default:
                break;
        }

        Muzzle(pen.At(aside * 1.3, 0), random, coat == Coat.Pointed ? marking.Lighter(0.12) : pale);
        Eyes(pen.At(aside, 0), random);
        Whiskers(pen.At(aside * 1.3, 0), random, fur);
    }

    private static void Eyes(Pen pen, PictureRandom random)
    {
        var iris = random.Pick<Colour>(Irises).Vary(random, 20);
        double slit = random.Between(0.045, 0.1), open = random.Between(0.17, 0.23);
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            // Half the tangent of the slant: the outer corners of a cat's eyes stand higher.
            pen.Ellipse(side * 0.42, -0.1, 0.29, open + 0.06, Colour.Black, -side * 0.1);
            pen.Ellipse(side * 0.42, -0.1, 0.245, open, new Paint(iris.Darker(0.15), iris.Lighter(0.25)), -side * 0.1);
            pen.Ellipse(side * 0.42, -0.1, slit, open * 0.95, Colour.Black);
            pen.Ellipse((side * 0.42) - 0.07, -0.18, 0.045, 0.045, Colour.White);
        }
    }

    private static void Muzzle(Pen pen, PictureRandom random, Colour pale)
    {
        pen.Ellipse(-0.2, 0.43, 0.29, 0.23, pale);
        pen.Ellipse(0.2, 0.43, 0.29, 0.23, pale);
        pen.Ellipse(0, 0.6, 0.2, 0.16, pale.Darker(0.06));
        var mouth = new Colour(84, 52, 50);
        pen.Line(0, 0.3, 0, 0.46, 0.055, mouth);
        pen.Curve(0, 0.46, 0.09, 0.58, 0.22, 0.52, 0.05, mouth);
        pen.Curve(0, 0.46, -0.09, 0.58, -0.22, 0.52, 0.05, mouth);
        var nose = random.Pick<Colour>([new(222, 132, 134), new(176, 96, 92), new(70, 50, 52)]);
        pen.Polygon(nose, (-0.15, 0.18), (0.15, 0.18), (0.04, 0.34), (-0.04, 0.34));
    }

    private static void Whiskers(Pen pen, PictureRandom random, Colour fur)
    {
        var whisker = fur.Red + fur.Green + fur.Blue > 480 ? new Colour(96, 88, 84) : new Colour(238, 236, 232);
        double droop = random.Between(-0.12, 0.12);
        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            for (int row = -1; row <= 1; row++)
            {
                pen.Curve(side * 0.34, 0.44 + (0.07 * row), side * 0.8, 0.34 + (0.14 * row), side * 1.35, 0.42 + (0.24 * row) + droop, 0.035, whisker);
            }
        }
    }
}
