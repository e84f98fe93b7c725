// What a workspace and the spans of one example must hold.
using DnnGen;

Matrix<float> image = Matrix<float>.Zeros(36, 7), sensors = Matrix<float>.Zeros(4, 7), yDigit = Matrix<float>.Zeros(1, 7), yAngle = Matrix<float>.Zeros(2, 7);
var net = Robot.Create(1);
var ws = net.CreateWorkspace(5);
net.Forward(image, sensors, ws); // DNN2001 @ ws: image, 7, 5
net.Predict(new float[36], new float[4], new float[3], new float[3]); // DNN1008 @ new float[3]: angle, 3, 2, output
net.CostOfDigit(yDigit, net.CreateWorkspace(7)); // DNN2002 @ net.CreateWorkspace(7): Robot.CostOfDigit
throw new ShapeMismatchException($"The program ends here. {yAngle.Rows}");

[Network]
[Input(1, 6, 6, Name = "image")]
[Conv2D(3, kernel: 3)]
[Flatten(Name = "seen")]
[Input(4, Name = "sensors")]
[Concat("seen", "sensors")]
[Dense(7, Name = "trunk")]
[Dense(3)]
[Output("digit", Loss = Loss.SparseCategoricalCrossEntropy)]
[From("trunk")]
[Dense(2)]
[Output("angle", Loss = Loss.MeanSquaredError, Weight = 0.5)]
public sealed partial class Robot;
