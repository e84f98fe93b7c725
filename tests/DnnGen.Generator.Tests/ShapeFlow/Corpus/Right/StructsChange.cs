// Structs that change behind their variable.
using System.Runtime.InteropServices;
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

struct Slot
{
    public Matrix<float> X;

    public Matrix<float> Doubled { get => X; set => X = value.Transpose(); }

    public void Fix() => X = Matrix<float>.Zeros(3, 1);

    public int Count { get { X = Matrix<float>.Zeros(3, 2); return 1; } }
}

[StructLayout(LayoutKind.Explicit)]
struct Overlaid
{
    [FieldOffset(0)] public int Rows;
    [FieldOffset(0)] public int Same;
}

struct Indexed
{
    private int rows;

    public int this[int i] { get => rows; set => rows = value + i; }

    public int Rows { readonly get => rows; set => rows = 3; }
}

static class Program
{
    static void Main()
    {
        var net = Small.Create(1);
        var slot = new Slot { X = Matrix<float>.Zeros(4, 1) };
        slot.Fix();
        net.Predict(slot.X);
        slot.X = Matrix<float>.Zeros(4, 1);
        Console.WriteLine(slot.Count);
        net.Predict(slot.X);
        slot.X = Matrix<float>.Zeros(4, 1);
        slot.Doubled = Matrix<float>.Zeros(2, 3);
        net.Predict(slot.X);
        slot.X = Matrix<float>.Zeros(4, 1);
        Mend(ref slot);
        net.Predict(slot.X);
        slot.X = Matrix<float>.Zeros(4, 1);
        Action fix = () => slot.Fix();
        fix();
        net.Predict(slot.X);
        var second = new Slot { X = Matrix<float>.Zeros(4, 1) };
        ref var x = ref second.X;
        x = Matrix<float>.Zeros(3, 3);
        net.Predict(second.X);
        Overlaid overlaid = default;
        overlaid.Rows = 4;
        overlaid.Same = 3;
        net.Predict(Matrix<float>.Zeros(overlaid.Rows, 1));
        Indexed indexed = default;
        indexed[1] = 2;
        net.Predict(Matrix<float>.Zeros(indexed[0], 1));
        indexed.Rows = 9;
        net.Predict(Matrix<float>.Zeros(indexed.Rows, 1));
        Slot[] slots = [new() { X = Matrix<float>.Zeros(4, 1) }];
        slots[0].X = Matrix<float>.Zeros(3, 1);
        net.Predict(slots[0].X);
        var third = new Slot { X = Matrix<float>.Zeros(4, 1) };
        (third.X, int n) = (Matrix<float>.Zeros(3, 8), 8);
        net.Predict(third.X);
        Out(out third.X);
        net.Predict(third.X);
        var fourth = slot;
        fourth.X = Environment.TickCount64 >= 0 ? Matrix<float>.Zeros(3, n) : Matrix<float>.Zeros(4, n);
        net.Predict(fourth.X);
    }

    static void Mend(ref Slot slot) => slot.X = Matrix<float>.Zeros(3, 1);

    static void Out(out Matrix<float> x) => x = Matrix<float>.Zeros(3, 1);
}
