// In an anonymous method that handles an event.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static void Main()
    {
        EventHandler handler = delegate
        {
            var w = Matrix<float>.Zeros(5, 3);
            Small.Create(1).Predict(w); // DNN1001 @ w: 5, 3
        };
        handler(new object(), EventArgs.Empty);
    }
}
