using System.Text;

namespace DnnGen.Samples.Planar;

/// <summary>The plane as the network sees it, with the points it was trained on.</summary>
internal static class DecisionMap
{
    private const double Reach = 4.6;

    /// <summary>Characters in one line; a character is about twice as high as wide, so half as many lines make a square.</summary>
    private const int Side = 64;

    private enum Mark
    {
        RedRegion,
        BlueRegion,
        RedPoint,
        BluePoint,
    }

    /// <summary>The map in colour, two squares in each character.</summary>
    public static string InColour(FlowerClassifier network, FlowerData data)
    {
        var marks = Sample(network, data, Side);
        var text = new StringBuilder();
        for (int row = 0; row < Side; row += 2)
        {
            for (int column = 0; column < Side; column++)
            {
                Terminal.AppendHalfBlock(text, Colour(marks[row, column]), Colour(marks[row + 1, column]));
            }

            Terminal.AppendReset(text);
            text.AppendLine();
        }

        return text.ToString().TrimEnd();

        static (byte, byte, byte) Colour(Mark mark) => mark switch
        {
            Mark.RedRegion => (250, 200, 190),
            Mark.BlueRegion => (190, 210, 250),
            Mark.RedPoint => (200, 30, 30),
            _ => (30, 60, 200),
        };
    }

    /// <summary>The map in plain characters.</summary>
    public static string InCharacters(FlowerClassifier network, FlowerData data)
    {
        var marks = Sample(network, data, Side / 2);
        var text = new StringBuilder("o red point   x blue point   the network says: blank red, . blue");
        for (int row = 0; row < Side / 2; row++)
        {
            text.AppendLine();
            for (int column = 0; column < Side; column++)
            {
                text.Append(marks[row, column] switch
                {
                    Mark.RedRegion => ' ',
                    Mark.BlueRegion => '.',
                    Mark.RedPoint => 'o',
                    _ => 'x',
                });
            }
        }

        return text.ToString();
    }

    private static Mark[,] Sample(FlowerClassifier network, FlowerData data, int rows)
    {
        var places = Matrix<double>.Zeros(2, rows * Side);
        for (int place = 0; place < places.Columns; place++)
        {
            places[0, place] = (((place % Side) + 0.5) / Side * 2 * Reach) - Reach;
            places[1, place] = Reach - (((place / Side) + 0.5) / rows * 2 * Reach);
        }

        var probabilities = network.Predict(places);
        var marks = new Mark[rows, Side];
        for (int place = 0; place < places.Columns; place++)
        {
            marks[place / Side, place % Side] = probabilities[0, place] > 0.5 ? Mark.BlueRegion : Mark.RedRegion;
        }

        for (int point = 0; point < data.X.Columns; point++)
        {
            int column = (int)((data.X[0, point] + Reach) / (2 * Reach) * Side);
            int row = (int)((Reach - data.X[1, point]) / (2 * Reach) * rows);
            if ((uint)column < Side && (uint)row < (uint)rows)
            {
                marks[row, column] = data.Y[0, point] == 1 ? Mark.BluePoint : Mark.RedPoint;
            }
        }

        return marks;
    }
}
