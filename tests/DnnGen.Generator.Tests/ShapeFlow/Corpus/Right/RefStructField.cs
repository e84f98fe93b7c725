// A ref field and a scoped reference reach a local from afar.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

ref struct Slot(ref Matrix<float> target)
{
    private readonly ref Matrix<float> target = ref target;

    public void Set(int rows) => target = Matrix<float>.Zeros(rows, 1);
}

static class Program
{
    static void Main()
    {
        var x = Matrix<float>.Zeros(4, 1);
        var slot = new Slot(ref x);
        slot.Set(3);
        Small.Create(1).Predict(x);
        Write(ref System.Runtime.CompilerServices.Unsafe.AsRef(in x), 3);
        Small.Create(1).Predict(x);
    }

    static void Write(scoped ref Matrix<float> x, int rows) => x = Matrix<float>.Zeros(rows, 7);
}
