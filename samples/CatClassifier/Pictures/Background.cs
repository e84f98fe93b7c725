namespace DnnGen.Samples.Cats.Pictures;

/// <summary>What stands behind: chosen alike for cats and for all else, so that it tells nothing about the label.</summary>
internal static class Background
{
    public static void Draw(Canvas canvas, PictureRandom random)
    {
        var first = AnyColour(random);
        var second = random.Chance(0.5) ? AnyColour(random) : first.Darker(random.Between(0.2, 0.5));
        switch (random.Below(6))
        {
            case 0:
                canvas.Cover((_, _) => first);
                break;
            case 1:
                double slope = random.Between(0, 1);
                canvas.Cover((x, y) => first.Toward(second, (slope * x) + ((1 - slope) * y)));
                break;
            case 2:
                Stripes(canvas, random, first, second);
                break;
            case 3:
                Landscape(canvas, random);
                break;
            case 4:
                Room(canvas, random, first, second);
                break;
            default:
                Blurred(canvas, random, first, second);
                break;
        }
    }

    private static Colour AnyColour(PictureRandom random) =>
        new((byte)(60 + random.Below(150)), (byte)(60 + random.Below(150)), (byte)(60 + random.Below(150)));

    private static void Stripes(Canvas canvas, PictureRandom random, Colour first, Colour second)
    {
        double across = random.Between(-6, 6), down = random.Between(4, 9);
        canvas.Cover((x, y) => ((int)((x * across) + (y * down) + 64) & 1) == 0 ? first : second);
    }

    private static void Landscape(Canvas canvas, PictureRandom random)
    {
        double horizon = random.Between(0.35, 0.75);
        var sky = new Colour(120, 178, 228).Vary(random, 40);
        var ground = random.Pick<Colour>([new(92, 148, 66), new(196, 172, 118), new(228, 232, 238), new(84, 112, 84)]).Vary(random, 24);
        canvas.Cover((_, y) => y < horizon
            ? sky.Toward(Colour.White, y / horizon * 0.6)
            : ground.Toward(ground.Darker(0.4), (y - horizon) / (1 - horizon)));
        var pen = canvas.PenAt(0, 0, Canvas.Size);
        for (int hill = random.Below(4); hill > 0; hill--)
        {
            pen.Ellipse(random.Between(0, 1), horizon + 0.06, random.Between(0.15, 0.4), random.Between(0.06, 0.2), ground.Darker(random.Between(0.1, 0.5)));
        }

        pen.Polygon(new Paint(ground, ground.Darker(0.3)), (0, horizon), (1, horizon), (1, 1), (0, 1));
        for (int cloud = random.Below(4); cloud > 0; cloud--)
        {
            double x = random.Between(0, 1), y = random.Between(0.02, horizon - 0.1), width = random.Between(0.06, 0.16);
            pen.Ellipse(x, y, width, width * 0.4, Colour.White);
            pen.Ellipse(x + (width * 0.4), y - (width * 0.2), width * 0.5, width * 0.4, Colour.White);
        }
    }

    private static void Room(Canvas canvas, PictureRandom random, Colour wall, Colour floor)
    {
        double edge = random.Between(0.55, 0.85);
        canvas.Cover((x, y) => y < edge ? wall.Toward(wall.Darker(0.3), x) : floor.Toward(floor.Darker(0.4), (y - edge) / (1 - edge)));
        var pen = canvas.PenAt(0, 0, Canvas.Size);
        pen.Rectangle(0, edge - 0.03, 1, edge, wall.Lighter(0.5));
        if (random.Chance(0.6))
        {
            double left = random.Between(-0.1, 0.7), top = random.Between(-0.05, 0.2), size = random.Between(0.25, 0.45);
            pen.Rectangle(left - 0.03, top - 0.03, left + size + 0.03, top + size + 0.03, wall.Lighter(0.7));
            pen.Rectangle(left, top, left + size, top + size, new Paint(AnyColour(random), AnyColour(random)));
        }
    }

    private static void Blurred(Canvas canvas, PictureRandom random, Colour first, Colour second)
    {
        Span<double> places = stackalloc double[6];
        foreach (ref double place in places)
        {
            place = random.Between(0, 1);
        }

        double[] centres = places.ToArray();
        canvas.Cover((x, y) =>
        {
            double near = 0;
            for (int spot = 0; spot < centres.Length; spot += 2)
            {
                double offX = x - centres[spot], offY = y - centres[spot + 1];
                near += 0.03 / (0.03 + (offX * offX) + (offY * offY));
            }

            return first.Toward(second, Math.Min(near, 1));
        });
    }
}
