// What one network predicts, another does not take.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

[Network(8, 6, 5)]
public partial class First;

static class Program
{
    static void Main()
    {
        var first = First.Create(1);
        var second = Small.Create(2);
        var x = Matrix<float>.Zeros(8, 16);
        var code = first.Predict(x);
        var back = second.Predict(code); // DNN1001 @ code: x from First.Predict, 5, 16, 3
        first.Fit(x, back, new TrainingOptions()); // DNN1005 @ back: 2, 16, 5
        using var writer = new StringWriter();
        writer.Write(second.Predict(first.Predict(first.Predict(x)))); // DNN1001 @ first.Predict(x): 5, 8 // DNN1001 @ first.Predict(first.Predict(x)): 5, 3
    }
}
