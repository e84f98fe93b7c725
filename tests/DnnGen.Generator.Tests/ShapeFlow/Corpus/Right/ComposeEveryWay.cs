// Networks one after another: by matrices, by spans, in a fold and by a dictionary of functions.
using DnnGen;

[Network(20, 12, 8)]
public partial class Encoder;

[Network(8, 12, 20)]
public partial class Decoder;

static class Program
{
    static void Main()
    {
        var encoder = Encoder.Create(1);
        var decoder = Decoder.Create(2);
        var images = Matrix<float>.Zeros(20, 5);
        Func<Matrix<float>, Matrix<float>>[] steps = [encoder.Predict, decoder.Predict, x => x.SliceRows(0, 8), x => decoder.Predict(x)];
        var last = steps.Aggregate(images, (x, step) => step(x));
        var byName = new Dictionary<string, Func<Matrix<float>, Matrix<float>>> { ["encode"] = encoder.Predict };
        Console.WriteLine(decoder.Predict(byName["encode"](images)).Rows + last.Rows);
        Span<float> code = stackalloc float[8], back = stackalloc float[20];
        encoder.Predict(back, code);
        decoder.Predict(code, back);
    }
}
