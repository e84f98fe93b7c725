// Bodies in which no matrix occurs, and lengths that are kept.
using DnnGen;

delegate float Feed([Shape("n")] float[] left, [Shape("n")] float[] right);

sealed class Sensor([Shape("4")] float[] calibration)
{
    [Shape("2")]
    private float[] range = [0, 1];

    public float Low => range[0] + calibration[0];

    public void Widen() => range = range is [var low, _] ? [low, 2 * low] : [0, 0];
}

static class Program
{
    static void Main()
    {
        var sensor = new Sensor(new float[] { 1, 2, 3, 4 });
        sensor.Widen();
        Feed feed = (left, right) => left.Length - right.Length + sensor.Low;
        Console.WriteLine(feed(new float[2], [1, 2]) + feed(Weights(5), new float[5]));
    }

    [return: Shape("n")]
    static float[] Weights(int n) => new float[n];
}
