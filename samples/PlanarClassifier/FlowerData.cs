namespace DnnGen.Samples.Planar;

/// <summary>The method's planar data: 400 points on a flower whose petals alternate between two classes.</summary>
/// <param name="X">(2 × 400): across and up.</param>
/// <param name="Y">(1 × 400): 0 for a red petal, 1 for a blue one.</param>
public sealed record FlowerData(Matrix<double> X, Matrix<double> Y)
{
    /// <summary>The farthest that a petal reaches, before noise.</summary>
    private const double PetalLength = 4;

    /// <summary>Draws the points in the order in which NumPy draws them, so that <c>NumPyRandom(1)</c> gives the method's.</summary>
    public static FlowerData Draw(IRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        const int perClass = 200;
        var x = Matrix<double>.Zeros(2, 2 * perClass);
        var y = Matrix<double>.Zeros(1, 2 * perClass);
        for (int label = 0; label < 2; label++)
        {
            // np.linspace(label·3.12, (label + 1)·3.12, 200) + randn·0.2
            double first = label * 3.12, last = (label + 1) * 3.12, step = (last - first) / (perClass - 1);
            var angle = new double[perClass];
            for (int i = 0; i < perClass; i++)
            {
                angle[i] = (i == perClass - 1 ? last : (i * step) + first) + (random.NextNormal() * 0.2);
            }

            for (int i = 0; i < perClass; i++)
            {
                int example = (label * perClass) + i;
                double radius = (PetalLength * Math.Sin(4 * angle[i])) + (random.NextNormal() * 0.2);
                x[0, example] = radius * Math.Sin(angle[i]);
                x[1, example] = radius * Math.Cos(angle[i]);
                y[0, example] = label;
            }
        }

        return new(x, y);
    }
}
