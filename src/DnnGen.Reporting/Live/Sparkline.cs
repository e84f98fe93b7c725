namespace DnnGen.Reporting;

/// <summary>A curve in one line of characters, of a fixed number of values however many are added.</summary>
internal sealed class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const string AsciiBars = "_.-=+*#@";

    private readonly List<double> means = [];
    private readonly int most;
    private double sum;
    private int count;
    private int valuesInMean = 1;

    /// <param name="most">The most characters, an even number.</param>
    public Sparkline(int most = 48)
    {
        this.most = most;
    }

    /// <summary>Adds a value; values that are no finite numbers are left out.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        (sum, count) = (sum + value, count + 1);
        if (count < valuesInMean)
        {
            return;
        }

        means.Add(sum / count);
        (sum, count) = (0, 0);
        if (means.Count > most)
        {
            // Two neighbours become one, and from now on twice as many values do.
            for (int i = 0; i < means.Count / 2; i++)
            {
                means[i] = (means[2 * i] + means[(2 * i) + 1]) / 2;
            }

            means.RemoveRange(means.Count / 2, means.Count - (means.Count / 2));
            valuesInMean *= 2;
        }
    }

    /// <summary>The curve, from its lowest value to its highest.</summary>
    public string ToString(bool unicode)
    {
        if (means.Count == 0)
        {
            return "";
        }

        string bars = unicode ? Bars : AsciiBars;
        double lowest = means.Min(), spread = means.Max() - lowest;
        return string.Concat(means.Select(mean => bars[spread > 0 ? (int)Math.Round((mean - lowest) / spread * (bars.Length - 1)) : 0]));
    }
}
