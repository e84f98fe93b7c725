// Inputs in each other's place, and one of other examples.
using DnnGen;

Matrix<float> image = Matrix<float>.Zeros(36, 7), sensors = Matrix<float>.Zeros(4, 7), fewer = Matrix<float>.Zeros(4, 6);
var net = Robot.Create(1);
var ws = net.CreateWorkspace(7);
net.Forward(sensors, image, ws); // DNN1001 @ sensors: Robot.Forward, image, 4, 7, 36 // DNN1001 @ image: sensors, 36, 4
net.Predict(image, fewer); // DNN1004 @ fewer: image, 7, sensors, 6
Robot.StackInputs(image, image); // DNN1001 @ image: Robot.StackInputs, sensors, 36, 4
net.Predict(new float[36], new float[3], new float[3], new float[2]); // DNN1008 @ new float[3]: sensors, 3, 4, feature

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
