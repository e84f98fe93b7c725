// Made before two awaits, turned on its side, cut down after them.
using DnnGen;

[Network(3, 4, 2)]
public partial class Small;

static class Program
{
    static async Task Main()
    {
        var net = Small.Create(1);
        var table = Matrix<float>.Zeros(40, 3);
        await Task.Yield();
        var x = table.Transpose();
        int half = x.Columns / 2;
        await Task.Delay(1).ConfigureAwait(false);
        var first = x.SliceRows(1, 2);
        var again = first.SliceColumns(0, half);
        using var file = new StringWriter();
        await file.WriteLineAsync(again.ToString());
        file.Write(net.Predict(again)); // DNN1001 @ again: 2, 20, 3
    }
}
