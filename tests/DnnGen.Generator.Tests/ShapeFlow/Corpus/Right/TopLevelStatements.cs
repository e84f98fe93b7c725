// A program without a class: locals, local functions, an early return.
using DnnGen;

var net = Small.Create(1);
var x = Make(4).SliceRows(0, 3);
if (args.Length > 99)
{
    return 1;
}

for (int i = 0; i < 2; i++)
{
    x = x + x;
}

await Task.Delay(1);
Console.WriteLine(net.Predict(x));
return 0;

static Matrix<float> Make(int n) => Matrix<float>.Zeros(n, n);

[Network(3, 4, 2)]
public partial class Small;
