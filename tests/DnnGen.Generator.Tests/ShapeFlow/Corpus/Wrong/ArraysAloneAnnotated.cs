// Bodies in which no matrix occurs: a constructor, a field, a lambda and a result with a length.
using DnnGen;

delegate void Feed([Shape("3")] float[] example);

sealed class Sensor([Shape("4")] float[] calibration)
{
    [Shape("2")]
    private readonly float[] range = [0, 1, 2]; // DNN1007 @ [0, 1, 2]: 2, 3

    public float Low => range[0] + calibration[0];
}

static class Program
{
    static void Main()
    {
        var sensor = new Sensor([1, 2, 3, 4, 5]); // DNN1007 @ [1, 2, 3, 4, 5]: 4, 5
        Feed feed = example => Console.WriteLine(example.Length + sensor.Low);
        feed(new float[2]); // DNN1007 @ new float[2]: 3, 2
        Console.WriteLine(Weights().Length);
        throw new ShapeMismatchException("The program ends here.");
    }

    [return: Shape("3")]
    static float[] Weights() => new float[6]; // DNN1007 @ new float[6]: 3, 6
}
