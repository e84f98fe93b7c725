using DnnGen;

// What an application does first: it reads its parameters and predicts.
if (args is ["create", var created])
{
    Digits.Create(seed: 1).Save(created);
}
else
{
    Span<float> example = stackalloc float[Digits.InputSize];
    Span<float> probabilities = stackalloc float[Digits.OutputSize];
    example.Fill(0.5f);
    Digits.Load(args[1]).Predict(example, probabilities);
    Console.WriteLine(probabilities[0]);
}

[Network(784, 128, 10, Output = Activation.Softmax, Loss = Loss.CategoricalCrossEntropy)]
internal sealed partial class Digits;
